import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * The first line that a process prints: it is ready then. Rejects with what it wrote of errors when it ends before; what it prints
 * later is read and thrown away, so that it never waits for a reader.
 */
export function firstLine(child: ChildProcess, what: string): Promise<string> {
  let errors = ''
  child.stderr!.on('data', (chunk) => (errors += String(chunk)))
  return new Promise((resolve, reject) => {
    createInterface(child.stdout!).once('line', resolve)
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`${what} ended with ${code}: ${errors}`)))
  })
}

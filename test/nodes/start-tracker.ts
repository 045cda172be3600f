import { spawn } from 'node:child_process'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')

export interface TestTracker {
  readonly url: string
  readonly page: string
  readonly port: number
  readonly pid: number
  /** SIGTERM; gives the exit status. */
  stop(): Promise<number | null>
}

/** `gittorrent tracker` as a process of the built command line, on loopback. */
export function startTracker(...args: readonly string[]): Promise<TestTracker> {
  const words = [cli, 'tracker', '--json', '--port', '0', '--host', '127.0.0.1', ...args]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += String(chunk)
      if (out.includes('\n')) resolve({ ...JSON.parse(out), pid: child.pid!, stop } as TestTracker)
    })
    void ended.then((code) => reject(new Error(`the tracker ended with ${code}`)))
  })
}

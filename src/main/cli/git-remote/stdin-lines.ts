import { readSync, writeSync } from 'node:fs'
import type { Lines } from './serve.ts'

/** More characters than this no line of git's has. */
const MAX_LINE = 4096
/** Where nothing is there yet though we asked to wait. Milliseconds. */
const PAUSE = 10

/**
 * Standard input and output, read byte by byte and without a stream: what follows the last line that is taken belongs to the
 * process that gets them next.
 */
export const stdinLines: Lines = {
  read() {
    const bytes: number[] = []
    for (const byte = Buffer.alloc(1); readByte(byte);) {
      if (byte[0] === 0x0a) return Buffer.from(bytes).toString('utf8')
      bytes.push(byte[0]!)
      if (bytes.length > MAX_LINE) return null
    }
    return null
  },
  write: (text) => void writeSync(1, text),
}

function readByte(byte: Buffer): boolean {
  for (;;) {
    try {
      return readSync(0, byte, 0, 1, null) === 1
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return false // Windows, where the other end has gone
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
    }
  }
}

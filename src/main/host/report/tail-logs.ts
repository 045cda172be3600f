import { open } from 'node:fs/promises'
import { layoutOf } from '../../store/data-dir.ts'
import { logFiles } from '../../store/log-file.ts'

/** Bytes of the log that go into a report, the newest. */
const MAX_TAIL = 256_000

/** The end of what a node wrote down, in whole lines. */
export async function tailLogs(dataDir: string): Promise<string> {
  let text = ''
  for (const path of logFiles(layoutOf(dataDir).logs)) {
    const room = MAX_TAIL - Buffer.byteLength(text)
    if (room <= 0) break
    text = (await lastBytes(path, room)) + text
  }
  return text
}

async function lastBytes(path: string, most: number): Promise<string> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - most)
    const bytes = Buffer.alloc(size - from)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
    const read = bytes.subarray(0, bytesRead).toString('utf8')
    return from === 0 ? read : read.slice(read.indexOf('\n') + 1)
  } finally {
    await file.close()
  }
}

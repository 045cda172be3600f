/**
 * Looks at a fuzzer from another thread: an input that is read for longer than a second is written down, and the process ended.
 * state: [input's number, its length, whether it is being read]; input: its bytes.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'

const { state, input, folder, limit } = workerData
let [last, since] = [-1, Date.now()]
setInterval(() => {
  const [number, length, busy] = [Atomics.load(state, 0), Atomics.load(state, 1), Atomics.load(state, 2)]
  if (number !== last || busy === 0) {
    ;[last, since] = [number, Date.now()]
    return
  }
  if (Date.now() - since < limit) return
  const bytes = Buffer.from(input.subarray(0, length))
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `slow-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`)
  writeFileSync(file, bytes)
  process.stderr.write(`an input takes longer than ${limit} ms: ${file}\n`)
  process.kill(process.pid, 'SIGKILL')
}, 50)

import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Coverage } from './coverage.ts'
import { keep, readCorpus } from './corpus.ts'
import { MAX_GROWTH, MAX_INPUT, MAX_MS, MAX_RESIDENT } from './limits.ts'
import { mutate } from './mutate.ts'
import { createRandom } from './random.ts'
import type { Target } from './target.ts'

export interface FuzzOptions {
  readonly seconds: number
  readonly seed: number
  /** fuzz/corpus */
  readonly corpus: string
  readonly watchdog: string
  /** Whether inputs that reach something new are written into the corpus. */
  readonly grow: boolean
}

export interface Fuzzed {
  readonly inputs: number
  readonly failures: readonly string[]
  /** Functions that ran, and the share of their code that did. */
  readonly functions: number
  readonly share: number
  readonly queue: number
  readonly slowestMs: number
  /** Bytes that the heap grew by. */
  readonly growth: number
}

/** Inputs between two looks at what has run. */
const ROUND = 2000
/** How many of those that reached something are gone on from. */
const MAX_QUEUE = 3000
/** Inputs that one run adds to the corpus, and bytes of one. */
const MAX_KEPT = 30
const MAX_KEPT_BYTES = 2000
/** Failures after which a target is left alone. */
const ENOUGH = 5

/** Reads changed inputs for some time: those go on that reach code which none before them did. */
export async function fuzzTarget(target: Target, options: FuzzOptions): Promise<Fuzzed> {
  const random = createRandom(options.seed)
  const watch = startWatchdog(join(options.corpus, target.name), options.watchdog)
  const coverage = new Coverage((url) => /\/\.cache\/fuzz\/(?!entry\.js)/.test(url))
  const queue: Uint8Array[] = [
    ...target.seeds(),
    ...readCorpus(options.corpus, target.name).map(({ input }) => input),
  ]
  const failures: string[] = []
  let [inputs, slowestMs, kept] = [0, 0, 0]

  const read = async (input: Uint8Array) => {
    inputs++
    watch.begin(input)
    const began = performance.now()
    try {
      const running = target.run(input)
      if (running) await running
    } catch (error) {
      const file = keep(options.corpus, target.name, 'failed', input)
      failures.push(`${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
    const took = performance.now() - began
    watch.end()
    slowestMs = Math.max(slowestMs, took)
    if (took > MAX_MS)
      failures.push(`${keep(options.corpus, target.name, 'slow', input)}: ${Math.round(took)} ms`)
  }
  /** Which of a round reached something: halves of it are read again. */
  const learn = async (round: readonly Uint8Array[]): Promise<void> => {
    for (const input of round) await read(input)
    if (!coverage.isFresh(false)) return
    if (round.length > 1) {
      await learn(round.slice(0, round.length / 2))
      return learn(round.slice(round.length / 2))
    }
    await read(round[0]!)
    coverage.isFresh(true)
    queue.push(round[0]!)
    if (options.grow && kept++ < MAX_KEPT && round[0]!.length <= MAX_KEPT_BYTES)
      keep(options.corpus, target.name, 'reached', round[0]!)
  }

  for (const input of [...queue]) await read(input)
  coverage.isFresh(true)
  const before = heap()
  let settled = before
  for (const end = Date.now() + 1000 * options.seconds; Date.now() < end && failures.length < ENOUGH;) {
    const round: Uint8Array[] = []
    for (let count = 0; count < ROUND; count++)
      round.push(mutate(target, random.pick(queue), random.pick(queue), random))
    // Some changes are made by what is fuzzed: that doesn't count.
    coverage.isFresh(false)
    for (const [count, input] of round.entries()) {
      await read(input)
      if (failures.length >= ENOUGH || (count % 100 === 0 && Date.now() > end)) break
    }
    if (coverage.isFresh(false)) await learn(round)
    if (queue.length > MAX_QUEUE) queue.splice(0, queue.length - MAX_QUEUE)
    if (settled === before) settled = heap()
    const { rss } = process.memoryUsage()
    if (rss > MAX_RESIDENT) failures.push(`the process takes ${rss} bytes`)
    // Timers and promises of others have their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const growth = heap() - settled
  if (growth > MAX_GROWTH) failures.push(`the heap has grown by ${growth} bytes`)
  await watch.stop()
  return { inputs, failures, ...coverage.summary(), queue: queue.length, slowestMs, growth }
}

function heap(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function startWatchdog(folder: string, file: string) {
  const state = new Int32Array(new SharedArrayBuffer(12))
  const bytes = new Uint8Array(new SharedArrayBuffer(MAX_INPUT))
  const worker = new Worker(file, { workerData: { state, input: bytes, folder, limit: MAX_MS } })
  return {
    begin(input: Uint8Array) {
      bytes.set(input.subarray(0, MAX_INPUT))
      Atomics.store(state, 1, Math.min(input.length, MAX_INPUT))
      Atomics.add(state, 0, 1)
      Atomics.store(state, 2, 1)
    },
    end: () => void Atomics.store(state, 2, 0),
    stop: () => worker.terminate(),
  }
}

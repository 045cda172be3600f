import { parseArgs } from 'node:util'

export interface Options {
  readonly minutes: number
  readonly seed: number
  readonly json: boolean
  /** In a network of its own, or not at all. */
  readonly apart: boolean
}

export const usage = `npm run soak -- [--minutes M] [--seed N] [--json] [--apart]
  --minutes  how long people live and work; 10 unless said otherwise
  --seed     where chance begins; the time of the day unless said otherwise
  --json     the summary as one line on stdout
  --apart    nothing where the system gives it no network of its own`

/** Throws with words for people. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      json: { type: 'boolean', default: false },
      apart: { type: 'boolean', default: false },
    },
  })
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)]
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new Error('minutes and seed are numbers')
  return { minutes, seed, json: values.json, apart: values.apart }
}

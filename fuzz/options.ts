import { parseArgs } from 'node:util'

export interface Options {
  readonly targets: readonly string[]
  readonly seconds: number
  readonly seed: number
  readonly grow: boolean
  readonly json: boolean
}

export const usage = (
  names: readonly string[],
): string => `npm run fuzz -- [--minutes M] [--target NAME]… [--seed N] [--grow] [--json]
  --minutes  for each target; 1 unless said otherwise
  --target   ${names.join(', ')}; all unless said otherwise
  --seed     where chance begins; the time of the day unless said otherwise
  --grow     inputs that reach something new are written into fuzz/corpus
  --json     the figures as one line`

/** Throws with words for people. @param names of all targets */
export function readOptions(args: readonly string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '1' },
      target: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      grow: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)]
  const unknown = values.target.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`there is no target ${unknown}`)
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new Error('minutes and seed are numbers')
  const targets = values.target.length > 0 ? values.target : names
  return { targets, seconds: 60 * minutes, seed, grow: values.grow, json: values.json }
}

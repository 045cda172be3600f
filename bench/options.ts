import { parseArgs } from 'node:util'
import { partNames, type PartName } from './report.ts'

export interface Options {
  readonly parts: readonly PartName[]
  readonly rounds: number
  /** Small sizes and one round: proves that the bench runs, and measures nothing worth telling. */
  readonly quick: boolean
  /** Where the report goes as JSON; null for nowhere. */
  readonly json: string | null
}

export const usage = `npm run bench -- [PART]… [--quick] [--rounds N] [--json FILE]
  PART       ${partNames.join(', ')}; all of them unless told otherwise
  --quick    small sizes, one round, under a minute
  --rounds   how often each is measured (5); medians are told
  --json     the whole report, each round in it, as JSON too`

const ROUNDS = 5

/** Reads the words after `npm run bench --`. Throws an Error that says what is wrong with them. */
export function readOptions(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      json: { type: 'string' },
    },
  })
  const isPart = (word: string): word is PartName => partNames.some((name) => name === word)
  const unknown = positionals.filter((word) => !isPart(word))
  if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}`)
  const rounds = Number(values.rounds ?? (values.quick ? 1 : ROUNDS))
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds wants a whole number, at least 1')
  return {
    parts: positionals.length > 0 ? partNames.filter((name) => positionals.includes(name)) : partNames,
    rounds,
    quick: values.quick,
    json: values.json ?? null,
  }
}

import { parseArgs } from 'node:util'

export interface Options {
  /** Opens Bob's window in a browser. */
  readonly open: boolean
  /** Between two commits of the others, milliseconds. */
  readonly pace: number
  /** Ends by itself after so many commits; null: with Ctrl+C. */
  readonly commits: number | null
}

export const usage = `npm run demo -- [--no-open] [--pace SECONDS] [--commits N]
  --no-open  print the address of Bob's window, and open nothing
  --pace     seconds between two commits of the others (12)
  --commits  end after so many, instead of with Ctrl+C`

/** Reads the words after `npm run demo --`. Throws an Error that says what is wrong with them. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      'no-open': { type: 'boolean', default: false },
      pace: { type: 'string', default: '12' },
      commits: { type: 'string' },
    },
  })
  const pace = Number(values.pace) * 1000
  if (!(pace >= 100)) throw new Error('--pace wants seconds, at least 0.1')
  const commits = values.commits === undefined ? null : Number(values.commits)
  if (commits !== null && !(Number.isInteger(commits) && commits > 0)) {
    throw new Error('--commits wants a whole number, at least 1')
  }
  return { open: !values['no-open'], pace, commits }
}

import { join } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  readonly peers: number
  /** Torrents in all: each family has a project, and as many related ones as there is room for. */
  readonly repos: number
  readonly families: number
  /** Networks on which peers hear one another; families are spread over them. */
  readonly networks: number
  /** Of virtual time. */
  readonly minutes: number
  readonly seed: number
  /** Whether peers that see one another leave the tracker to a couple of them. */
  readonly spare: boolean
  /** Where the picture goes. */
  readonly svg: string
  readonly json: boolean
}

export const defaults: Options = {
  ...{ peers: 2_000, repos: 300, families: 50, networks: 10, minutes: 12, seed: 1 },
  ...{ spare: true, svg: join('out', 'scale.svg'), json: false },
}

export const usage = `npm run simulate -- [--peers N] [--repos N] [--families N] [--networks N] [--minutes N] [--seed N] [--no-sparing] [--svg FILE] [--json]
  Prints what ${defaults.peers} peers of ${defaults.repos} repositories in ${defaults.families} families do in ${defaults.minutes} virtual minutes,
  and draws it into FILE (${defaults.svg}). --no-sparing: everybody asks the tracker. Equal seeds give equal runs.
  --discovery: what nodes say on one network, instead.`

/** Reads the words after `npm run simulate --`. Throws an Error that says what is wrong with them. */
export function readOptions(words: readonly string[]): Options {
  const number = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...words],
    options: {
      ...{ peers: number, repos: number, families: number, networks: number, minutes: number, seed: number },
      'no-sparing': { type: 'boolean' },
      svg: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const whole = (name: 'peers' | 'repos' | 'families' | 'networks' | 'minutes' | 'seed') => {
    const value = Number(values[name] ?? defaults[name])
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} wants a whole number, at least 1`)
    return value
  }
  const options = {
    ...{ peers: whole('peers'), repos: whole('repos'), families: whole('families') },
    ...{ networks: whole('networks'), minutes: whole('minutes'), seed: whole('seed') },
    ...{ spare: !values['no-sparing'], svg: values.svg ?? defaults.svg, json: values.json ?? false },
  }
  if (options.repos < options.families) throw new Error('--repos wants at least one for each family')
  if (options.peers < 2 * options.repos)
    throw new Error('--peers wants at least twice as many as repositories')
  return options
}

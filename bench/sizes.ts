import type { HistoryOptions } from '../test/git/build-history.ts'

export interface Sizes {
  /** One publisher, one joiner; and what is published for the time of it. */
  readonly history: HistoryOptions
  readonly swarm: {
    readonly history: HistoryOptions
    readonly joiners: number
    /** Of each host, in both directions. */
    readonly megabits: number
    /** What is sent over plain TCP to learn what such a link carries. */
    readonly probe: number
  }
}

/** As the goals are set: HEAD's tree is some 4 % of the whole, as in projects of that age. */
export const full: Sizes = {
  history: { commits: 80_000, megabytes: 300, files: 3200 },
  swarm: {
    history: { commits: 15_000, megabytes: 90, files: 800 },
    joiners: 8,
    megabits: 100,
    probe: 40_000_000,
  },
}

/** Just enough that every part does all that it does. */
export const quick: Sizes = {
  history: { commits: 500, megabytes: 5, files: 50 },
  swarm: {
    history: { commits: 400, megabytes: 4, files: 40 },
    joiners: 3,
    megabits: 100,
    probe: 2_000_000,
  },
}

export const describe = ({ commits, megabytes }: HistoryOptions): string =>
  `${megabytes} MB, ${commits.toLocaleString('en')} commits`

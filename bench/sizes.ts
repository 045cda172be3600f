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
  /** Somebody's commits, and how many others they arrive at. */
  readonly updates: {
    readonly history: HistoryOptions
    readonly joiners: number
    readonly commits: number
    /** Commits that are made while their publisher's node is down. */
    readonly restarts: number
    /** Commits whose bytes are counted, to one other. */
    readonly counted: number
    /** Between commits, milliseconds. */
    readonly pause: number
  }
  /** One who has much to give; `each`: repositories that each peer joins. */
  readonly seeder: {
    readonly repositories: number
    readonly history: HistoryOptions
    readonly peers: number
    readonly each: number
    readonly seconds: number
  }
  /** A join while a hostile host keeps so many connections to a node. */
  readonly attack: {
    readonly history: HistoryOptions
    readonly megabits: number
    readonly connections: number
    /** So long a flood goes on before the joiner starts, milliseconds: buckets that were full are empty then. */
    readonly floodedFor: number
  }
  /** A swarm of `peers`, its publisher and the hostile among them. */
  readonly halfHostile: {
    readonly history: HistoryOptions
    readonly peers: number
    readonly megabits: number
  }
  readonly idle: { readonly projects: number; readonly seconds: number }
  readonly tracker: { readonly peers: number; readonly announcesEach: number }
}

/** As the goals are set, 300 and 90 MB with what trees take; HEAD's tree is some 4 % of the whole, and most of it deltas, as in projects of that age. */
export const full: Sizes = {
  history: { commits: 80_000, megabytes: 250, files: 400, fileBytes: 40_000, changesInARow: 50 },
  swarm: {
    history: { commits: 15_000, megabytes: 80, files: 200, fileBytes: 25_000, changesInARow: 50 },
    joiners: 8,
    megabits: 100,
    probe: 40_000_000,
  },
  updates: {
    history: { commits: 5_000, megabytes: 30, files: 200, fileBytes: 25_000, changesInARow: 50 },
    joiners: 8,
    commits: 50,
    restarts: 10,
    counted: 10,
    pause: 2_500,
  },
  tracker: { peers: 10_000, announcesEach: 5 },
  attack: {
    history: { commits: 5_000, megabytes: 30, files: 200, fileBytes: 25_000, changesInARow: 50 },
    megabits: 100,
    connections: 1_000,
    floodedFor: 4_000,
  },
  // So slow that sixteen nodes on one machine wait for their links, not for its cores.
  halfHostile: {
    history: { commits: 1_000, megabytes: 12, files: 100, fileBytes: 20_000, changesInARow: 50 },
    peers: 16,
    megabits: 20,
  },
  idle: { projects: 20, seconds: 120 },
  seeder: {
    repositories: 10,
    history: { commits: 2_000, megabytes: 97, files: 200, fileBytes: 25_000, changesInARow: 50 },
    peers: 16,
    each: 2,
    seconds: 60,
  },
}

/** Just enough that every part does all that it does. */
export const quick: Sizes = {
  history: { commits: 500, megabytes: 5, files: 20, fileBytes: 20_000, changesInARow: 50 },
  swarm: {
    history: { commits: 400, megabytes: 4, files: 20, fileBytes: 20_000, changesInARow: 50 },
    joiners: 3,
    megabits: 100,
    probe: 2_000_000,
  },
  updates: {
    history: { commits: 500, megabytes: 5, files: 20, fileBytes: 20_000, changesInARow: 50 },
    joiners: 2,
    commits: 2,
    restarts: 1,
    counted: 2,
    pause: 300,
  },
  tracker: { peers: 200, announcesEach: 2 },
  attack: {
    history: { commits: 500, megabytes: 5, files: 20, fileBytes: 20_000, changesInARow: 50 },
    megabits: 100,
    connections: 50,
    floodedFor: 500,
  },
  halfHostile: {
    history: { commits: 200, megabytes: 2, files: 20, fileBytes: 20_000, changesInARow: 50 },
    peers: 4,
    megabits: 20,
  },
  idle: { projects: 2, seconds: 2 },
  seeder: {
    repositories: 2,
    history: { commits: 100, megabytes: 2, files: 20, fileBytes: 20_000, changesInARow: 50 },
    peers: 2,
    each: 2,
    seconds: 2,
  },
}

/** What a tracker remembers. Every verb on it is a function of its arguments: time and chance come from outside. */
import type { Hex } from '../../shared/model.ts'
import {
  ANNOUNCES_BURST,
  ANNOUNCES_PER_SECOND,
  COMFORTABLE_RATE,
  DEFAULT_MAX_EXPIRES,
  FIRST_EXPIRES,
  MAX_PEERS_PER_REPO,
  MAX_TRACKED_PEERS,
  MAX_TRACKED_REPOS,
} from './limits.ts'
import type { IpScope } from '../gtp/ip-scope.ts'
import type { AnsweredPeer } from './types.ts'

export interface TrackerRules {
  /** Which repositories are tracked; a lone tracker's answer is always true. */
  readonly isTracked: (repo: Hex) => boolean
  /** Seconds: what a new peer gets, and what it grows to. */
  readonly firstExpires: number
  readonly maxExpires: number
  /** Announces per second, of all and of one address. */
  readonly comfortableRate: number
  readonly announcesPerSecond: number
  readonly announcesBurst: number
  readonly maxRepos: number
  readonly maxPeersPerRepo: number
  readonly maxPeers: number
}

/** One peer at one address in one repository: nobody can move or stop what was announced from somewhere else. */
export interface Entry {
  readonly key: string
  readonly repo: TrackedRepo
  readonly group: Group
  readonly peerId: Hex
  /** What others are told. */
  listed: AnsweredPeer
  scope: IpScope
  complete: boolean
  /** The list that it is in (repo.withData or repo.without), and where. */
  pool: Entry[]
  at: number
  /** Seconds: what it has earned by coming back in time, and what it was told last. */
  earned: number
  expires: number
  /** Milliseconds of the last announce. */
  since: number
  /** Second in which it is forgotten. */
  until: number
}

export interface TrackedRepo {
  readonly hash: Hex
  /** By key, in the order of their last announce. */
  readonly entries: Map<string, Entry>
  readonly withData: Entry[]
  readonly without: Entry[]
  complete: number
}

/** Entries of one address (of one /64 in IPv6), in the order of their last announce. */
export interface Group {
  readonly name: string
  readonly entries: Set<Entry>
}

export interface TrackerState {
  readonly rules: TrackerRules
  readonly repos: Map<Hex, TrackedRepo>
  readonly groups: Map<string, Group>
  /** Groups by how many entries they have, so that the largest is found at once. */
  readonly groupsBySize: Map<number, Set<Group>>
  largestGroup: number
  /** Entries by the second in which they are forgotten. */
  readonly expiring: Map<number, Set<Entry>>
  /** The last second whose entries are forgotten. */
  expiredUntil: number
  peers: number
  /** When the allowance of each address is whole again, milliseconds; the one that announced longest ago first. */
  readonly allowances: Map<string, number>
  /** Announces per second, a moving average. */
  readonly load: { rate: number; at: number }
}

const DEFAULT_RULES: TrackerRules = {
  isTracked: () => true,
  firstExpires: FIRST_EXPIRES,
  maxExpires: DEFAULT_MAX_EXPIRES,
  comfortableRate: COMFORTABLE_RATE,
  announcesPerSecond: ANNOUNCES_PER_SECOND,
  announcesBurst: ANNOUNCES_BURST,
  maxRepos: MAX_TRACKED_REPOS,
  maxPeersPerRepo: MAX_PEERS_PER_REPO,
  maxPeers: MAX_TRACKED_PEERS,
}

/** An empty tracker. `now`: milliseconds of the monotonous clock that all verbs are given. */
export function createTrackerState(rules: Partial<TrackerRules>, now: number): TrackerState {
  return {
    rules: { ...DEFAULT_RULES, ...rules },
    repos: new Map(),
    groups: new Map(),
    groupsBySize: new Map(),
    largestGroup: 0,
    expiring: new Map(),
    expiredUntil: Math.floor(now / 1000),
    peers: 0,
    allowances: new Map(),
    load: { rate: 0, at: now },
  }
}

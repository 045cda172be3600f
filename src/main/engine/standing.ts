/**
 * What strangers may cost us, and what they did, remembered by key and by address when their connections are gone: who
 * comes back is no newcomer, and who makes a key for each connection shares what his address has.
 */
import { keepLatest } from '../../shared/keep-latest.ts'
import type { Hex } from '../../shared/model.ts'
import { fairGroup } from '../gtp/ip-scope.ts'
import {
  ANSWER_BURST,
  ANSWER_RATE,
  BAN_TIME,
  FAULTS_PER_SECOND,
  GROUP_SHARE,
  MAX_ACCOUNTS,
  MAX_BANNED,
  MAX_BANNED_OF_GROUP,
  MAX_EARNED,
  MAX_FALSE_NEWS,
  MAX_GROUPS,
  MAX_RELATIVES,
  MAX_UNASKED_BLOCKS,
  MEET_BURST,
  MEET_RATE,
  MESSAGES_OF_GROUP_BURST,
  MESSAGES_OF_GROUP_RATE,
  NEW_KEYS_BURST,
  NEW_KEYS_RATE,
  PACKS_BURST,
  PACKS_RATE,
  RELATIVES_RATE,
} from './limits.ts'
import type { EngineState, LinkState, Step } from './state.ts'
import { createBucket, hasTokens, spend, type TokenBucket } from './token-bucket.ts'

/** What a key, and all keys of an address together, may ask of us; see limits.ts. */
const COSTS = {
  /** Bytes of hash lists and references. */
  answers: [ANSWER_RATE, ANSWER_BURST],
  /** Projects of ours joined: each time what we know and have is told. */
  meets: [MEET_RATE, MEET_BURST],
  /** Packs that git makes. */
  packs: [PACKS_RATE, PACKS_BURST],
  /** Related torrents that we are told of: each is looked up. */
  relatives: [RELATIVES_RATE, MAX_RELATIVES],
} as const

export type Cost = keyof typeof COSTS
type Budgets = Readonly<Record<Cost, TokenBucket>>

/** Of one key. */
export interface Account {
  readonly budgets: Budgets
  /** Blocks that nobody asked for, and announcements that it could not keep: a few are forgiven, and a few more in time. */
  readonly unasked: TokenBucket
  readonly falseNews: TokenBucket
}

/** Of one address, or one /64: all keys that come from there. */
export interface AddressGroup {
  readonly budgets: Budgets
  readonly messages: TokenBucket
  /** Keys that were banned: until when. */
  readonly banned: Map<Hex, number>
  /** Other keys that may come once there are too many of those. */
  readonly newKeys: TokenBucket
  /** Until then, who comes from there and never asked for anything has slots last: one who comes from there wasted one. */
  lazyUntil: number
}

const budgetsOf = (now: number, share: number): Budgets => {
  const bucket = (cost: Cost) => createBucket(COSTS[cost][0] * share, COSTS[cost][1] * share, now)
  return {
    answers: bucket('answers'),
    meets: bucket('meets'),
    packs: bucket('packs'),
    relatives: bucket('relatives'),
  }
}

export function accountOf({ accounts, byPeer }: EngineState, peerId: Hex, now: number): Account {
  const account = accounts.get(peerId) ?? {
    budgets: budgetsOf(now, 1),
    unasked: createBucket(FAULTS_PER_SECOND, MAX_UNASKED_BLOCKS, now),
    falseNews: createBucket(FAULTS_PER_SECOND, MAX_FALSE_NEWS, now),
  }
  keepLatest(accounts, peerId, account, MAX_ACCOUNTS, (key) => byPeer.has(key))
  return account
}

export function groupOf({ groups }: EngineState, address: string, now: number): AddressGroup {
  const key = fairGroup(address)
  const group = groups.get(key) ?? {
    budgets: budgetsOf(now, GROUP_SHARE),
    messages: createBucket(MESSAGES_OF_GROUP_RATE, MESSAGES_OF_GROUP_BURST, now),
    banned: new Map(),
    newKeys: createBucket(NEW_KEYS_RATE, NEW_KEYS_BURST, now),
    lazyUntil: 0,
  }
  const isClosedOne = (other: string) => isClosed(groups.get(other), now)
  keepLatest(groups, key, group, MAX_GROUPS, isClosedOne)
  return group
}

/** Takes from a peer's budget and from its address's; false, and takes nothing, where one of them is used up. */
export function mayTake({ now }: Step, { account, group }: LinkState, cost: Cost, amount = 1): boolean {
  const both = [account.budgets[cost], group.budgets[cost]]
  if (!both.every((bucket) => hasTokens(bucket, now))) return false
  for (const bucket of both) spend(bucket, amount)
  return true
}

/** Notes a fault that a few times is none; false where there were too many. */
export function isForgiven({ now }: Step, bucket: TokenBucket): boolean {
  if (!hasTokens(bucket, now)) return false
  spend(bucket, 1)
  return true
}

/** Whoever gave us something that proved right stays welcome, whatever others at his address do. */
export function noteEarned({ earned }: EngineState, peerId: Hex): void {
  keepLatest(earned, peerId, true, MAX_EARNED)
}

/** Whoever ever gave us something that proved right, and whom this node dialled itself: not just anybody who came. */
export const isKnown = ({ earned }: EngineState, { peerId, hello, place }: LinkState): boolean =>
  place !== null || (hello !== null && earned.has(peerId))

/**
 * Who sent wrong data is not talked to for a while. Once an address had MAX_BANNED_OF_GROUP such keys few new keys from
 * there are: a thousand of them push nobody else out of the list.
 */
export function ban({ state, now }: Step, { peerId, group }: LinkState, time = BAN_TIME): void {
  keepLatest(group.banned, peerId, now + time, MAX_BANNED_OF_GROUP)
  banKey({ state, now }, peerId, time)
}

/** The same for who has gone meanwhile: its key alone is known. */
export function banKey({ state, now }: Pick<Step, 'state' | 'now'>, peerId: Hex, time = BAN_TIME): void {
  const { bannedUntil, earned } = state
  earned.delete(peerId)
  keepLatest(bannedUntil, peerId, now + time, MAX_BANNED)
}

export function isRefused({ state, now }: Step, peerId: Hex, group: AddressGroup | undefined): boolean {
  if ((state.bannedUntil.get(peerId) ?? 0) > now) return true
  return isClosed(group, now) && !state.earned.has(peerId) && !hasTokens(group.newKeys, now)
}

/** Counts a key that came from an address of many banned ones. */
export function noteNewKey({ state, now }: Step, { peerId, group }: LinkState): void {
  if (isClosed(group, now) && !state.earned.has(peerId)) spend(group.newKeys, 1)
}

function isClosed(group: AddressGroup | undefined, now: number): group is AddressGroup {
  if (!group || group.banned.size < MAX_BANNED_OF_GROUP) return false
  for (const until of group.banned.values()) if (until <= now) return false
  return true
}

/**
 * What people whose keys nobody compared may bring into one project in all, however many they are and however often they
 * publish: beyond it they wait until time has passed, or the user trusts them. Not kept when the node ends.
 */
import { keepLatest } from '../../../shared/keep-latest.ts'
import type { Hex } from '../../../shared/model.ts'
import { createBucket, hasTokens, spend, type TokenBucket } from '../../engine/token-bucket.ts'

const MiB = 1024 * 1024
const DAY = 24 * 60 * 60

/** Bytes that one update may have at the most. */
export const MAX_STRANGER_BYTES = 32 * MiB
/** Bytes within a day of one key, and of all of them together. The last update may go beyond it. */
export const STRANGER_DAY = 128 * MiB
export const STRANGERS_DAY = 512 * MiB
/** Keys that are remembered of a project; the one heard longest ago is forgotten. */
const MAX_KEYS = 1_000

export interface StrangerBudget {
  /** Takes an update's bytes from both budgets; says which one is used up, and takes nothing then. */
  take(peerId: Hex, bytes: number, now: number): 'taken' | 'one' | 'all'
}

/** @param now milliseconds, as of every clock that doesn't go back */
export function createStrangerBudget(now: number): StrangerBudget {
  const all = createBucket(STRANGERS_DAY / DAY, STRANGERS_DAY, now)
  const byKey = new Map<Hex, TokenBucket>()
  return {
    take(peerId, bytes, at) {
      const one = byKey.get(peerId) ?? createBucket(STRANGER_DAY / DAY, STRANGER_DAY, at)
      keepLatest(byKey, peerId, one, MAX_KEYS)
      if (!hasTokens(one, at)) return 'one'
      if (!hasTokens(all, at)) return 'all'
      for (const bucket of [one, all]) spend(bucket, bytes)
      return 'taken'
    },
  }
}

/** How busy a tracker is, and who makes it so. */
import { MAX_ADDRESS_BUCKETS, MAX_STRETCH } from './limits.ts'
import type { TrackerState } from './state.ts'

/** Milliseconds over which the load is averaged. */
const MEMORY = 10_000

/** Counts an announce. Returns how many times longer than usual `expires` should be: 1 as long as there is ease. */
export function noteAnnounce({ load, rules }: TrackerState, now: number): number {
  const passed = Math.max(0, now - load.at)
  load.rate = load.rate * Math.exp(-passed / MEMORY) + 1000 / MEMORY
  load.at = now
  return Math.min(MAX_STRETCH, Math.max(1, load.rate / rules.comfortableRate))
}

/**
 * Takes one announce off the allowance of an address: 0, or the seconds until it has one again. The allowance that was
 * used longest ago makes room for a new one. Each is one number, the time at which it is whole again.
 */
export function takeAllowance({ allowances, rules }: TrackerState, group: string, now: number): number {
  const every = 1000 / rules.announcesPerSecond
  const wholeAt = Math.max(now, allowances.get(group) ?? now)
  const wait = wholeAt + every - now - rules.announcesBurst * every
  allowances.delete(group)
  if (allowances.size >= MAX_ADDRESS_BUCKETS) allowances.delete(allowances.keys().next().value!)
  allowances.set(group, wait > 0 ? wholeAt : wholeAt + every)
  return Math.max(0, wait / 1000)
}

/** How many packets a stranger may make us read: a token bucket for each source address, and one for all. */
import { ALL_PACKETS, MAX_SOURCES, SOURCE_PACKETS } from './limits.ts'

interface Bucket {
  tokens: number
  /** When `tokens` was true, in milliseconds. */
  time: number
}

/**
 * Says whether one more packet of `source` is within the budget, and takes it.
 * Loopback has no exemption; the least recently heard source is forgotten first.
 */
export function createPacketBudget(now: () => number): (source: string) => boolean {
  const all: Bucket = { tokens: ALL_PACKETS.burst, time: now() }
  const sources = new Map<string, Bucket>()
  return (source) => {
    const time = now()
    const bucket = sources.get(source) ?? { tokens: SOURCE_PACKETS.burst, time }
    sources.delete(source)
    sources.set(source, bucket)
    if (sources.size > MAX_SOURCES) sources.delete(sources.keys().next().value!)
    // The source's own bucket first: one that floods must not empty the bucket that all share.
    return take(bucket, SOURCE_PACKETS, time) && take(all, ALL_PACKETS, time)
  }
}

function take(bucket: Bucket, pace: typeof ALL_PACKETS, time: number): boolean {
  const earned = (Math.max(0, time - bucket.time) * pace.perSecond) / 1_000
  bucket.tokens = Math.min(pace.burst, bucket.tokens + earned)
  bucket.time = time
  if (bucket.tokens < 1) return false
  bucket.tokens -= 1
  return true
}

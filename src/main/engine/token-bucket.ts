/** A token bucket: an amount per second on the average, with bursts up to a capacity. */
export interface TokenBucket {
  /** Per second. */
  readonly rate: number
  readonly capacity: number
  tokens: number
  at: number
}

/** Full at first. */
export const createBucket = (rate: number, capacity: number, now: number): TokenBucket => ({
  rate,
  capacity,
  tokens: capacity,
  at: now,
})

/** Whether something may go now. What goes may cost more than there is: the debt is waited off. */
export function hasTokens(bucket: TokenBucket, now: number): boolean {
  const gained = ((now - bucket.at) * bucket.rate) / 1_000
  bucket.tokens = Math.min(bucket.capacity, bucket.tokens + gained)
  bucket.at = now
  return bucket.tokens > 0
}

/** Pays, or with a negative amount gives back. */
export function spend(bucket: TokenBucket, amount: number): void {
  bucket.tokens = Math.min(bucket.capacity, bucket.tokens - amount)
}

interface Bucket {
  tokens: number
  /** Milliseconds of `now()`. */
  filledAt: number
}

export interface RateBuckets {
  /** Takes one token of a key's bucket: 0, or the seconds until there is one. */
  take(key: string): number
  readonly size: number
}

/**
 * Token buckets, one for each key that was seen lately.
 * @param rate     tokens per second
 * @param burst    what a bucket holds
 * @param capacity buckets remembered; the one that was used longest ago makes room
 * @param now      milliseconds of any monotonous clock
 */
export function createRateBuckets(
  rate: number,
  burst: number,
  capacity: number,
  now: () => number = () => performance.now(),
): RateBuckets {
  // In the order of last use, since taking puts a bucket at the end.
  const buckets = new Map<string, Bucket>()

  return {
    take(key) {
      const time = now()
      const bucket = buckets.get(key) ?? { tokens: burst, filledAt: time }
      buckets.delete(key)
      if (buckets.size >= capacity) buckets.delete(buckets.keys().next().value!)
      buckets.set(key, bucket)
      bucket.tokens = Math.min(burst, bucket.tokens + ((time - bucket.filledAt) / 1000) * rate)
      bucket.filledAt = time
      if (bucket.tokens < 1) return (1 - bucket.tokens) / rate
      bucket.tokens--
      return 0
    },
    get size() {
      return buckets.size
    },
  }
}

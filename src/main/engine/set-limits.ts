import { tendChoking } from './choke.ts'
import { requestOfAll } from './receive.ts'
import { tendServing } from './serve.ts'
import type { Step } from './state.ts'
import { createBucket } from './token-bucket.ts'
import type { Input } from './types.ts'

/** Bytes of blocks per second, both ways; null for no limit. A second's worth may go at once. */
export function setLimits(step: Step, { up, down }: Extract<Input, { type: 'limits' }>): void {
  const { state, now } = step
  const bucket = (rate: number | null) => (rate === null ? null : createBucket(rate, rate, now))
  state.upLimit = bucket(up)
  state.downLimit = bucket(down)
  state.lastChoke = Number.NEGATIVE_INFINITY // the number of slots may be another
  tendChoking(step)
  tendServing(step)
  requestOfAll(step)
}

/** A rate over the last seconds, fading exponentially: no samples to keep. */
export interface Rate {
  amount: number
  at: number
}

/** Time in which what was counted fades to 1/e. Milliseconds. */
const FADE = 3_000
/** Milliseconds; a slow flow of the largest blocks has no longer pauses. */
const REST = 2_500

export const createRate = (now: number): Rate => ({ amount: 0, at: now })

export function count(rate: Rate, bytes: number, now: number): void {
  rate.amount = faded(rate, now) + bytes
  rate.at = now
}

/** Bytes per second. */
export const perSecond = (rate: Rate, now: number): number => (faded(rate, now) * 1000) / FADE

/** For people: nothing moves once nothing has come for a moment, though the average still fades. Bytes per second. */
export const shownPerSecond = (rate: Rate, now: number): number =>
  now - rate.at > REST ? 0 : perSecond(rate, now)

const faded = (rate: Rate, now: number) => rate.amount * Math.exp((rate.at - now) / FADE)

/** A rate over the last seconds, fading exponentially: no samples to keep. */
export interface Rate {
  amount: number
  at: number
}

/** Time in which what was counted fades to 1/e. Milliseconds. */
const FADE = 3_000

export const createRate = (now: number): Rate => ({ amount: 0, at: now })

export function count(rate: Rate, bytes: number, now: number): void {
  rate.amount = faded(rate, now) + bytes
  rate.at = now
}

/** Bytes per second. */
export const perSecond = (rate: Rate, now: number): number => (faded(rate, now) * 1000) / FADE

const faded = (rate: Rate, now: number) => rate.amount * Math.exp((rate.at - now) / FADE)

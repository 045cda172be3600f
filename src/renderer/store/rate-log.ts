/** What each project moved in the last minute, whether anybody looked or not. */
import type { AppState, Hex } from '../../shared/model.ts'

/** Seconds that are remembered. */
export const LOGGED_SECONDS = 60

export interface Rates {
  /** Bytes per second, one number for each second, oldest first. */
  readonly down: readonly number[]
  readonly up: readonly number[]
}
export type RateLog = ReadonlyMap<Hex, Rates>

const NONE: Rates = { down: [], up: [] }

/** The log a second later. A project at which nothing moved for the whole time is left out. */
export function logRates(log: RateLog, projects: AppState['projects']): RateLog {
  const next = new Map<Hex, Rates>()
  for (const { repoHash, transfer } of Object.values(projects)) {
    const before = log.get(repoHash) ?? NONE
    const rates = { down: last(before.down, transfer.rateDown), up: last(before.up, transfer.rateUp) }
    if ([...rates.down, ...rates.up].some((rate) => rate > 0)) next.set(repoHash, rates)
  }
  return next
}

const last = (samples: readonly number[], next: number) => [...samples.slice(1 - LOGGED_SECONDS), next]

import type { StateCreator } from 'zustand'
import type { AppState } from '../../shared/model.ts'
import { logRates, type RateLog } from './rate-log.ts'

/** What projects moved lately. */
export interface RateSlice {
  readonly rates: RateLog
  /** To be called once a second. */
  sampleRates(projects: AppState['projects']): void
}

export const createRateSlice: StateCreator<RateSlice> = (set) => ({
  rates: new Map(),
  sampleRates: (projects) =>
    set(({ rates }) => {
      const next = logRates(rates, projects)
      return rates.size === 0 && next.size === 0 ? {} : { rates: next }
    }),
})

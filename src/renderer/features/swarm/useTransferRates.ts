import type { Hex } from '../../../shared/model.ts'
import { useApp } from '../../store/app.ts'
import { LOGGED_SECONDS, type Rates } from '../../store/rate-log.ts'

/** Seconds that the chart shows. */
export const CHART_SECONDS = LOGGED_SECONDS

const NONE: Rates = { down: [], up: [] }

/** What a project moved in each of the last seconds, also before somebody looked. */
export const useTransferRates = (project: Hex): Rates => useApp((app) => app.rates.get(project)) ?? NONE

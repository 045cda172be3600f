import { useEffect, useState } from 'react'
import type { Hex } from '../../../shared/model.ts'
import { store } from '../../store/app.ts'

/** Seconds that the chart shows. */
export const CHART_SECONDS = 60

export interface TransferRates {
  readonly down: readonly number[]
  readonly up: readonly number[]
}

const NONE: TransferRates = { down: [], up: [] }
const last = (samples: readonly number[], next: number) => [...samples.slice(1 - CHART_SECONDS), next]

/** What a project moved in each of the last seconds that it was looked at, bytes per second; oldest first. */
export function useTransferRates(project: Hex): TransferRates {
  const [sampled, setSampled] = useState({ project, rates: NONE })
  useEffect(() => {
    const sample = () => {
      const transfer = store.getState().state?.projects[project]?.transfer
      const { rateDown = 0, rateUp = 0 } = transfer ?? {}
      setSampled((before) => {
        const { down, up } = before.project === project ? before.rates : NONE
        return { project, rates: { down: last(down, rateDown), up: last(up, rateUp) } }
      })
    }
    const timer = setInterval(sample, 1000)
    return () => clearInterval(timer)
  }, [project])
  return sampled.project === project ? sampled.rates : NONE
}

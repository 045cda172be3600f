import { useEffect, useState } from 'react'
import { store } from '../../store/app.ts'

/** Seconds that the sparkline shows. */
export const RATE_SECONDS = 60

/** What the node moved, both ways, in each of the last 60 seconds; oldest first. */
export function useRates(): readonly number[] {
  const [samples, setSamples] = useState<readonly number[]>([])
  useEffect(() => {
    const sample = () => {
      const node = store.getState().state?.node.self
      setSamples((before) => [...before.slice(1 - RATE_SECONDS), node ? node.rateDown + node.rateUp : 0])
    }
    const timer = setInterval(sample, 1000)
    return () => clearInterval(timer)
  }, [])
  return samples
}

import { useEffect, useState } from 'react'
import type { Hex } from '../../../shared/model.ts'
import type { SwarmDetail } from '../../../shared/swarm-model.ts'
import { session, useOnline } from '../../store/app.ts'

/** How often it is asked for while somebody looks; milliseconds. */
const EVERY = 1_000

/** A project's swarm, kept up to date while it is looked at; null until it came. */
export function useSwarm(project: Hex): SwarmDetail | null {
  const online = useOnline()
  const [seen, setSeen] = useState<{ project: Hex; detail: SwarmDetail } | null>(null)
  useEffect(() => {
    if (!online) return
    let current = true
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      const began = performance.now()
      if (!document.hidden) {
        // What is shown stays: the next answer is a second away, and an end of the node is told elsewhere.
        const detail = await session.call('swarm', { project }).catch(() => null)
        if (!current) return
        if (detail) setSeen({ project, detail })
      }
      timer = setTimeout(() => void ask(), Math.max(EVERY / 4, EVERY - (performance.now() - began)))
    }
    void ask()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [project, online])
  return seen?.project === project ? seen.detail : null
}

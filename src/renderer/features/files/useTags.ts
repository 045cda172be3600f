import { useEffect, useState } from 'react'
import type { Hex, TagRow } from '../../../shared/model.ts'
import { session, useOnline } from '../../store/app.ts'

const NONE: readonly TagRow[] = []
/** Of the projects that were looked at, so that a tag which is chosen is there at once. */
const kept = new Map<Hex, readonly TagRow[]>()

/** The tags of a project, asked for whenever its heads moved. @param heads changes when they do */
export function useTags(project: Hex, heads: string): readonly TagRow[] {
  const [, setTurn] = useState(0)
  const online = useOnline()
  useEffect(() => {
    if (!online) return
    let current = true
    const ask = async () => {
      // Without an answer there are the branches.
      const found = await session.call('tags', { project }).catch(() => null)
      if (found) kept.set(project, found.tags)
      if (current) setTurn((turn) => turn + 1)
    }
    void ask()
    return () => {
      current = false
    }
  }, [project, heads, online])
  return kept.get(project) ?? NONE
}

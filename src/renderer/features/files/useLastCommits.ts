import { useEffect, useState } from 'react'
import type { CommitRow, Hex, ProjectState } from '../../../shared/model.ts'
import { session, useOnline } from '../../store/app.ts'
import type { RefChoice } from './refs.ts'

/** By path. */
export type LastCommits = ReadonlyMap<string, CommitRow>

const NONE: LastCommits = new Map()
/** Commits whose folders are kept. */
const MOST_KEPT = 8
const kept = new Map<string, Map<string, LastCommits>>()

/**
 * Which commit last touched what is in sight. It comes after the names, and never in their way: one folder at a time, and where
 * it can't be told, nothing is shown.
 * @param folders paths of those in sight
 * @param state   while the history is on its way, it isn't known; then it is asked again
 */
export function useLastCommits(
  project: Hex,
  { ref, sha }: RefChoice,
  state: ProjectState,
  folders: readonly string[],
): LastCommits {
  const key = `${project} ${sha} ${state}`
  const [, setTurn] = useState(0)
  const online = useOnline()
  const next = folders.find((folder) => !kept.get(key)?.has(folder))
  useEffect(() => {
    if (!online || next === undefined) return
    let current = true
    const ask = async () => {
      // Without an answer the names stand alone.
      const found = await session.call('lastCommits', { project, ref, path: next }).catch(() => null)
      const of = (name: string) => (next === '' ? name : `${next}/${name}`)
      keep(key, next, found ? new Map(found.entries.map(({ name, commit }) => [of(name), commit])) : NONE)
      if (current) setTurn((turn) => turn + 1)
    }
    void ask()
    return () => {
      current = false
    }
  }, [key, next, online, project, ref])
  const known = kept.get(key)
  return known ? merged(known) : NONE
}

function keep(key: string, folder: string, found: LastCommits) {
  const folders = new Map(kept.get(key)).set(folder, found)
  kept.delete(key)
  kept.set(key, folders)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
}

const merges = new WeakMap<object, LastCommits>()

/** All folders as one; made once, since each answer makes another map. */
function merged(folders: ReadonlyMap<string, LastCommits>): LastCommits {
  const before = merges.get(folders)
  if (before) return before
  const all = new Map([...folders.values()].flatMap((found) => [...found]))
  merges.set(folders, all)
  return all
}

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { TreeListing } from '../../../shared/files-model.ts'
import type { Hex } from '../../../shared/model.ts'
import { session, useOnline } from '../../store/app.ts'
import type { RefChoice } from './refs.ts'

type Listings = ReadonlyMap<string, TreeListing>

export interface LoadedTree {
  /** By path, as far as they came. */
  readonly listings: Listings
  readonly error: AppError | null
  retry(): void
}

const NONE: Listings = new Map()
/** Branches whose folders are kept: what was looked at is there at once, and a commit's tree never changes. */
const MOST_KEPT = 8
const kept = new Map<string, Listings>()

/**
 * The folders of a branch that are in sight, loaded as they are unfolded, and anew when the branch or HEAD moves; what was
 * there stays until the new root has come.
 * @param head   what it is compared with
 * @param wanted which folders are in sight, and missing in what there is
 */
export function useTree(
  project: Hex,
  { ref, sha }: RefChoice,
  head: Hex,
  wanted: (listings: Listings) => readonly string[],
): LoadedTree {
  const key = `${project} ${ref} ${sha} ${head}`
  const [shown, setShown] = useState(() => kept.get(key) ?? NONE)
  const [failed, setFailed] = useState<{ readonly key: string; readonly error: AppError } | null>(null)
  /** Counts answers, and what was asked again. */
  const [turn, setTurn] = useState(0)
  const asked = useRef(new Set<string>())
  const online = useOnline()

  const take = useEffectEvent((of: string) => {
    if (of !== key) return
    const listings = kept.get(of) ?? NONE
    if (listings.has('')) setShown(listings)
    setFailed(null)
    setTurn(turn + 1)
  })
  const askForMissing = useEffectEvent(() => {
    const have = kept.get(key) ?? NONE
    for (const path of have.has('') ? wanted(have) : ['']) {
      const question = `${key} ${path}`
      if (asked.current.has(question)) continue
      asked.current.add(question)
      session
        .call('tree', { project, ref, path })
        .then(
          (listing) => {
            keep(key, path, listing)
            take(key)
          },
          (thrown) => setFailed({ key, error: AppError.of(thrown) }),
        )
        .finally(() => asked.current.delete(question))
    }
  })
  const now = kept.get(key)
  const listings = now?.has('') ? now : shown
  const open = JSON.stringify(wanted(listings))
  useEffect(() => {
    if (online) askForMissing()
  }, [key, open, online, turn])

  return {
    listings,
    error: failed?.key === key ? failed.error : null,
    retry: () => setTurn(turn + 1),
  }
}

function keep(key: string, path: string, listing: TreeListing) {
  const listings = new Map(kept.get(key)).set(path, listing)
  kept.delete(key)
  kept.set(key, listings)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
}

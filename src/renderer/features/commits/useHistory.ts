import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { Hex, Project } from '../../../shared/model.ts'
import { session, useOnline } from '../../store/app.ts'
import { headsKey, looksKey } from './badges.ts'
import { extend, redraw, startHistory, type History } from './history.ts'

const PAGE = 200
/** When heads moved while somebody reads far down, what he sees is loaded in larger steps. */
const RELOAD_PAGE = 500

export interface Loaded {
  /** Null until the first page came. */
  readonly history: History | null
  readonly error: AppError | null
  loadMore(): void
  retry(): void
}

interface Drawn {
  readonly history: History
  /** What it was drawn with. */
  readonly looks: string
}

/**
 * A project's commits: the first page by itself, more on demand, and all that was loaded anew whenever a head moves, or the
 * history has come; what was there stays until the new list is ready.
 */
export function useHistory(project: Project, self: Hex): Loaded {
  const { repoHash, state } = project
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [tries, setTries] = useState(0)
  const online = useOnline()
  const extending = useRef(false)
  const heads = headsKey(project)
  const looks = looksKey(project)
  const history = drawn?.history ?? null

  if (drawn && drawn.looks !== looks) setDrawn({ history: redraw(drawn.history, project, self), looks })

  const load = useEffectEvent(async (isCurrent: () => boolean): Promise<Drawn | null> => {
    const wanted = history?.rows.length ?? 0
    const limit = wanted > PAGE ? RELOAD_PAGE : PAGE
    let next = startHistory(project, self)
    do {
      next = extend(next, await session.call('commits', { project: repoHash, skip: next.rows.length, limit }))
    } while (isCurrent() && next.more && next.rows.length < wanted)
    return { history: next, looks }
  })
  useEffect(() => {
    if (!online) return
    let current = true
    load(() => current).then(
      (next) => {
        if (!current) return
        setDrawn(next)
        setError(null)
      },
      (thrown) => current && setError(AppError.of(thrown)),
    )
    return () => {
      current = false
    }
  }, [heads, state, online, tries])

  const loadMore = () => {
    if (!history?.more || extending.current || !online || error) return
    extending.current = true
    const { tips } = history.graph
    const skip = history.rows.length
    session.call('commits', { project: repoHash, skip, limit: PAGE }).then(
      (page) => {
        // Before the list is drawn, which asks for the next page where it needs it.
        extending.current = false
        setDrawn((now) => {
          // Unless the list was loaded or drawn anew meanwhile: then it asks again by itself.
          const same = now?.history.graph.tips === tips && now.history.rows.length === skip
          return same ? { ...now, history: extend(now.history, page) } : now
        })
      },
      (thrown) => {
        extending.current = false
        setError(AppError.of(thrown))
      },
    )
  }
  return { history, error, loadMore, retry: () => setTries(tries + 1) }
}

import { useEffect, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { CommitDetail, Hex } from '../../../shared/model.ts'
import { session } from '../../store/app.ts'

/** Long enough that walking past a commit with J does not ask for its diff. */
const REST_MS = 90
/** Commits never change, so what was looked at last is kept. */
const MOST_KEPT = 30
const kept = new Map<string, CommitDetail>()

export interface LookedUp {
  readonly detail: CommitDetail | null
  readonly error: AppError | null
}

/** One commit with what it changes; null until it came. */
export function useCommit(project: Hex, sha: Hex): LookedUp {
  const key = `${project} ${sha}`
  const [answer, setAnswer] = useState<LookedUp & { key: string }>({ key: '', detail: null, error: null })
  useEffect(() => {
    if (kept.has(key)) return
    let current = true
    const ask = async () => {
      try {
        const detail = await session.call('commit', { project, sha })
        keep(key, detail)
        if (current) setAnswer({ key, detail, error: null })
      } catch (thrown) {
        if (current) setAnswer({ key, detail: null, error: AppError.of(thrown) })
      }
    }
    const timer = setTimeout(() => void ask(), REST_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, project, sha])
  if (answer.key === key) return answer
  return { detail: kept.get(key) ?? null, error: null }
}

function keep(key: string, detail: CommitDetail) {
  kept.set(key, detail)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
}

import { useEffect, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { Hex, ProjectPreview } from '../../../shared/model.ts'
import { session } from '../../store/app.ts'

export interface LookedInto {
  readonly preview: ProjectPreview | null
  readonly error: AppError | null
  retry(): void
}

/** What is in a project that is not joined; asked for once, and again by `retry`. */
export function usePreview(repoHash: Hex): LookedInto {
  const [answer, setAnswer] = useState<Omit<LookedInto, 'retry'>>({ preview: null, error: null })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let current = true
    session.call('preview', { repoHash }).then(
      (preview) => current && setAnswer({ preview, error: null }),
      (thrown: unknown) => current && setAnswer({ preview: null, error: AppError.of(thrown) }),
    )
    return () => {
      current = false
    }
  }, [repoHash, tries])
  const retry = () => {
    setAnswer({ preview: null, error: null })
    setTries((count) => count + 1)
  }
  return { ...answer, retry }
}

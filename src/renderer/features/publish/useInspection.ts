import { useEffect, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { Inspection } from '../../../shared/model.ts'
import { session, useOnline } from '../../store/app.ts'

/** Pause in typing before the folder is looked at. */
const DEBOUNCE = 300
/** How often a folder is looked at again that only needs a repository or a first commit. */
const LOOK_AGAIN = 2_000

export interface Looked {
  readonly path: string
  readonly inspection: Inspection | null
  readonly error: AppError | null
}

/**
 * What would be published from a folder, following what is typed.
 * @returns the newest answer, and whether it is older than the path
 */
export function useInspection(path: string): { looked: Looked | null; checking: boolean } {
  const [looked, setLooked] = useState<Looked | null>(null)
  const online = useOnline()
  useEffect(() => {
    if (path === '' || !online) return
    let current = true
    let timer = setTimeout(() => void look(), DEBOUNCE)
    const look = async () => {
      const answer = await inspect(path)
      if (!current) return
      setLooked(answer)
      const code = answer.error?.code
      if (code === 'NO_COMMITS' || code === 'NOT_A_REPOSITORY')
        timer = setTimeout(() => void look(), LOOK_AGAIN)
    }
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [path, online])
  return { looked: path === '' ? null : looked, checking: path !== '' && looked?.path !== path }
}

async function inspect(path: string): Promise<Looked> {
  try {
    return { path, inspection: await session.call('inspect', { path }), error: null }
  } catch (thrown) {
    return { path, inspection: null, error: AppError.of(thrown) }
  }
}

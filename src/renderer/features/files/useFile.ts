import { useEffect, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { FileContent, Picture } from '../../../shared/files-model.ts'
import type { Hex } from '../../../shared/model.ts'
import { session, useOnline } from '../../store/app.ts'
import type { RefChoice } from './refs.ts'

/** Long enough that walking past a file does not ask for it; the first of a walk is asked for at once. */
const REST_MS = 60
let lastMove = -REST_MS
/** What was looked at last is kept: at one commit it never changes. */
const MOST_KEPT = 30
const kept = new Map<string, FileContent>()

export interface LoadedFile {
  /** Null until it came. */
  readonly content: FileContent | null
  readonly error: AppError | null
  retry(): void
}

/** One file at a branch. When the branch moves, what was there stays until the new one has come. */
export function useFile(project: Hex, { ref, sha }: RefChoice, path: string): LoadedFile {
  const key = `${project} ${sha} ${path}`
  const online = useOnline()
  const [shown, setShown] = useState(() => kept.get(key) ?? null)
  const [failed, setFailed] = useState<{ readonly key: string; readonly error: AppError } | null>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (!online) return
    let current = true
    const load = async () => {
      try {
        const content = kept.get(key) ?? (await readFile(project, ref, sha, path))
        if (!current) return
        setShown(content)
        setFailed(null)
      } catch (thrown) {
        if (current) setFailed({ key, error: AppError.of(thrown) })
      }
    }
    const walking = performance.now() - lastMove < 2 * REST_MS
    lastMove = performance.now()
    const timer = setTimeout(() => void load(), walking ? REST_MS : 0)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, project, ref, sha, path, online, tries])
  const error = failed?.key === key ? failed.error : null
  return { content: error ? null : shown, error, retry: () => setTries(tries + 1) }
}

/** Asks for a file, and keeps what comes. */
export async function readFile(project: Hex, ref: string, sha: Hex, path: string): Promise<FileContent> {
  const key = `${project} ${sha} ${path}`
  const content = kept.get(key) ?? (await session.call('file', { project, ref, path }))
  kept.delete(key)
  kept.set(key, content)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  return content
}

/** A picture as an address that leads nowhere: its bytes are in it. */
export const pictureUrl = ({ type, base64 }: Picture): string => `data:${type};base64,${base64}`

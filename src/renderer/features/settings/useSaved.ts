import { useCallback, useEffect, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { session, useOnline } from '../../store/app.ts'

const PAUSE = 500

export interface Settings {
  readonly name: string
  readonly clonesDir: string
}

/** At rest, on its way, or refused. */
export type Saving = 'rest' | 'busy' | AppError

/**
 * Fields that save themselves after a pause in typing. What the node refuses stays in the field; what was typed while
 * the node was away is saved when it is back.
 * @param saved what the node has
 */
export function useSaved(saved: Settings) {
  const [typed, setTyped] = useState<Partial<Settings>>({})
  const [refused, setRefused] = useState<AppError | null>(null)
  const online = useOnline()

  useEffect(() => {
    const changes = Object.fromEntries(
      Object.entries(typed)
        .map(([key, value]) => [key, value.trim()] as const)
        .filter(([, value]) => value !== ''),
    )
    if (!online || Object.keys(changes).length === 0) return
    const timer = setTimeout(() => {
      session.call('updateSettings', changes).then(
        () => setTyped((now) => (now === typed ? {} : now)),
        (thrown: unknown) => setRefused(AppError.of(thrown)),
      )
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [typed, online])

  const change = useCallback((key: keyof Settings, value: string) => {
    setRefused(null)
    setTyped((now) => ({ ...now, [key]: value }))
  }, [])

  const saving: Saving = refused ?? (Object.keys(typed).length > 0 ? 'busy' : 'rest')
  return { values: { ...saved, ...typed }, saving, change }
}

import { useCallback, useEffect, useState } from 'react'
import type { Diagnosis } from '../../../shared/doctor-model.ts'
import { AppError } from '../../../shared/errors.ts'
import { session, useOnline } from '../../store/app.ts'

export interface Examination {
  /** The last one; null before the first has ended. */
  readonly diagnosis: Diagnosis | null
  readonly looking: boolean
  readonly error: AppError | null
  lookAgain(): void
}

/** Has the network looked at when the screen opens, and again when asked. */
export function useDiagnosis(): Examination {
  const online = useOnline()
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [turn, setTurn] = useState(0)
  const [done, setDone] = useState(-1)

  useEffect(() => {
    if (!online) return
    let wanted = true
    session
      .call('doctor', {})
      .then(
        (found) => {
          if (!wanted) return
          setDiagnosis(found)
          setError(null)
        },
        (thrown: unknown) => wanted && setError(AppError.of(thrown)),
      )
      .finally(() => wanted && setDone(turn))
    return () => {
      wanted = false
    }
  }, [online, turn])

  const lookAgain = useCallback(() => setTurn((before) => before + 1), [])
  return { diagnosis, looking: online && done !== turn, error, lookAgain }
}

import { useCallback, useEffect, useState } from 'react'
import type { CommandName, Input, Output } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { session, useOnline } from './app.ts'

export interface Asked<C extends CommandName> {
  /** The last one; null before the first has come. */
  readonly answer: Output<C> | null
  readonly looking: boolean
  readonly error: AppError | null
  askAgain(): void
}

/** Asks the node when a screen opens, when `about` changes, and when told to; for what is too dear to be sent all the time. */
export function useAnswer<C extends CommandName>(command: C, input: Input<C>, about = ''): Asked<C> {
  const online = useOnline()
  const [answer, setAnswer] = useState<Output<C> | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [turn, setTurn] = useState(0)
  const [done, setDone] = useState('')
  const question = JSON.stringify(input)
  const asked = `${turn} ${about} ${question}`

  useEffect(() => {
    if (!online) return
    let wanted = true
    session
      .call(command, JSON.parse(question) as Input<C>)
      .then(
        (found) => {
          if (!wanted) return
          setAnswer(found)
          setError(null)
        },
        (thrown: unknown) => wanted && setError(AppError.of(thrown)),
      )
      .finally(() => wanted && setDone(asked))
    return () => {
      wanted = false
    }
  }, [online, command, question, asked])

  const askAgain = useCallback(() => setTurn((before) => before + 1), [])
  return { answer, looking: online && done !== asked, error, askAgain }
}

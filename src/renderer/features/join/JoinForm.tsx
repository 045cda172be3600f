import { Link2, TriangleAlert } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { go, session, store, useApp, useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { sentences } from '../../../shared/text.ts'
import './join.css'

interface JoinFormProps {
  readonly autoFocus?: boolean
  /** Called after the join was accepted, before its page is shown. */
  readonly onJoined?: () => void
}

/** One field for whatever names a project: link, repo hash, name, or the path of a .gittorrent file. */
export function JoinForm({ autoFocus, onJoined }: JoinFormProps) {
  const text = useApp((app) => app.joinText)
  const online = useOnline()
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const { typeJoin } = store.getState()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const target = text.trim()
    if (!target || asking || !online) return
    setAsking(true)
    setError(null)
    try {
      const { repoHash } = await session.call('join', { target, wait: 'none' })
      typeJoin('')
      onJoined?.()
      go({ name: 'project', repoHash })
    } catch (thrown) {
      setError(AppError.of(thrown))
    } finally {
      setAsking(false)
    }
  }

  return (
    <form className="join-form" onSubmit={(event) => void submit(event)}>
      <div className="row">
        <div className={`field grow ${error ? 'err' : ''}`}>
          <Icon of={Link2} />
          <input
            aria-label="Link or repo hash"
            aria-invalid={error !== null}
            aria-describedby={error ? 'join-error' : undefined}
            placeholder="gittorrent://…"
            autoComplete="off"
            spellCheck={false}
            value={text}
            autoFocus={autoFocus}
            onChange={(event) => {
              typeJoin(event.target.value)
              setError(null)
            }}
          />
        </div>
        <Button look="pri" type="submit" disabled={!text.trim() || asking || !online}>
          {asking ? 'Asking…' : 'Join'}
          {!asking && <Kbd keys="Enter" />}
        </Button>
      </div>
      {error && (
        <Callout icon={TriangleAlert} tone="bad" id="join-error" title={sentences(error.message)}>
          <p className="why">{sentences(error.action)}</p>
        </Callout>
      )}
    </form>
  )
}

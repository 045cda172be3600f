import { useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { sentences } from '../../../shared/text.ts'
import { session, useOnline } from '../../store/app.ts'

/** URLs of trackers, one on a line, saved when the field is left. What the node refuses stays in the field. */
export function TrackersField({ saved }: { saved: readonly string[] }) {
  const online = useOnline()
  const [typed, setTyped] = useState<string | null>(null)
  const [refused, setRefused] = useState<AppError | null>(null)

  const save = () => {
    if (typed === null) return
    const trackers = typed.split(/\s+/).filter((url) => url !== '')
    session.call('updateSettings', { trackers }).then(
      () => setTyped(null),
      (thrown: unknown) => setRefused(AppError.of(thrown)),
    )
  }

  return (
    <span className="stackd">
      <textarea
        id="settings-trackers"
        className="field trackers"
        rows={2}
        spellCheck={false}
        placeholder="none"
        value={typed ?? saved.join('\n')}
        disabled={!online}
        aria-invalid={refused !== null}
        aria-describedby={refused ? 'settings-trackers-refused' : undefined}
        onChange={(event) => {
          setRefused(null)
          setTyped(event.target.value)
        }}
        onBlur={save}
      />
      {refused && (
        <span id="settings-trackers-refused" className="meta bad" role="alert">
          {sentences(`${refused.message}; ${refused.action}`)}
        </span>
      )}
    </span>
  )
}

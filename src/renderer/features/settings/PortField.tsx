import { useState } from 'react'
import { attempt, session, useOnline } from '../../store/app.ts'

const HIGHEST = 65_535

/** The port of the next start, saved when the field is left or Enter is pressed; empty is the usual one. */
export function PortField({ port, wanted }: { port: number; wanted: number | null }) {
  const online = useOnline()
  const [typed, setTyped] = useState<string | null>(null)
  const save = async () => {
    if (typed === null) return
    const value = typed.trim() === '' ? null : Number(typed)
    if (value === null || (Number.isInteger(value) && value >= 1 && value <= HIGHEST)) {
      await attempt(session.call('updateSettings', { wantedPort: value }))
    }
    setTyped(null)
  }
  return (
    <>
      {wanted !== null && wanted !== port && <span className="meta t3">now {port}</span>}
      <div className="field limit">
        <input
          id="settings-port"
          type="number"
          inputMode="numeric"
          min={1}
          max={HIGHEST}
          value={typed ?? wanted ?? ''}
          placeholder={String(port)}
          disabled={!online}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void save()
          }}
        />
      </div>
    </>
  )
}

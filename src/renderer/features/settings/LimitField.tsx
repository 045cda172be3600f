import { useState } from 'react'
import { attempt, session, useOnline } from '../../store/app.ts'

const MEGABYTE = 1_000_000
/** Slower than this nothing would ever arrive. */
const SLOWEST = 0.01

interface LimitFieldProps {
  readonly id: string
  readonly setting: 'uploadLimit' | 'downloadLimit'
  /** Bytes per second; null: none. */
  readonly saved: number | null
}

/** A speed in MB/s, saved when the field is left or Enter is pressed; empty lifts the limit. */
export function LimitField({ id, setting, saved }: LimitFieldProps) {
  const online = useOnline()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = saved === null ? '' : String(saved / MEGABYTE)

  const save = async () => {
    if (typed === null) return
    const value = typed.trim() === '' ? null : Number(typed) * MEGABYTE
    if (value === null || value >= SLOWEST * MEGABYTE) {
      await attempt(session.call('updateSettings', { [setting]: value }))
    }
    setTyped(null)
  }

  return (
    <div className="field limit">
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={SLOWEST}
        step="any"
        value={typed ?? shown}
        placeholder="none"
        disabled={!online}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save()
        }}
      />
      <span className="t3">MB/s</span>
    </div>
  )
}

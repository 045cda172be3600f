import { useState } from 'react'
import { attempt, session, useOnline } from '../../store/app.ts'

/** What a field counts in, and the least that makes sense: slower nothing would ever arrive, smaller nothing be kept. */
const UNITS = { 'MB/s': { bytes: 1e6, least: 0.01 }, GB: { bytes: 1e9, least: 0.001 } } as const

interface LimitFieldProps {
  readonly id: string
  readonly setting: 'uploadLimit' | 'downloadLimit' | 'storeQuota'
  /** Bytes, or bytes per second; null: none. */
  readonly saved: number | null
  readonly unit: keyof typeof UNITS
}

/** A speed or a size, saved when the field is left or Enter is pressed; empty lifts the limit. */
export function LimitField({ id, setting, saved, unit }: LimitFieldProps) {
  const online = useOnline()
  const { bytes, least } = UNITS[unit]
  const [typed, setTyped] = useState<string | null>(null)
  const shown = saved === null ? '' : String(saved / bytes)

  const save = async () => {
    if (typed === null) return
    const value = typed.trim() === '' ? null : Number(typed) * bytes
    if (value === null || value >= least * bytes) {
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
        min={least}
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
      <span className="t3">{unit}</span>
    </div>
  )
}

import { useId } from 'react'
import { Tick } from './Tick.tsx'

interface PurgeTickProps {
  readonly label: string
  /** What follows from its being ticked, or not. */
  readonly why: string
  readonly on: boolean
  onTick(on: boolean): void
}

/** Whether what was published is to be deleted or forgotten as well, and what that means. */
export function PurgeTick({ label, why, on, onTick }: PurgeTickProps) {
  const id = useId()
  return (
    <>
      <div className="row">
        <Tick id={id} describedBy={`${id}-why`} {...{ label, on, onTick }} />
        <label htmlFor={id}>{label}</label>
      </div>
      <p className="hint" id={`${id}-why`}>
        {why}
      </p>
    </>
  )
}

import { Folder } from 'lucide-react'
import { chooseFolder } from '../port.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

interface FolderFieldProps {
  readonly id: string
  readonly value: string
  readonly placeholder?: string
  /** ID of the element that says what is wrong with it; null while nothing is. */
  readonly error?: string | null
  readonly autoFocus?: boolean
  onChange(path: string): void
}

/** A path to type, and a button for the shell's folder dialog where there is one. */
export function FolderField({ id, value, placeholder, error = null, autoFocus, onChange }: FolderFieldProps) {
  const choose = chooseFolder()
  const pick = async () => {
    const path = await choose?.()
    if (path) onChange(path)
  }
  return (
    <div className="row">
      <div className={`field grow ${error ? 'err' : ''}`}>
        <Icon of={Folder} />
        <input
          id={id}
          className="mono"
          {...{ value, placeholder, autoFocus }}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== null}
          aria-describedby={error ?? undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      {choose && <Button onClick={() => void pick()}>Choose…</Button>}
    </div>
  )
}

import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Kbd } from './Kbd.tsx'

interface DismissButtonProps {
  readonly autoFocus?: boolean
  readonly onClick: () => void
  /** Cancel, Close. */
  readonly children: ReactNode
}

/** Leaves a dialog without doing what it offers, as the key that it shows does. */
export function DismissButton({ autoFocus = false, onClick, children }: DismissButtonProps) {
  return (
    <Button look="ghost" autoFocus={autoFocus} onClick={onClick}>
      {children}
      <Kbd keys="Esc" />
    </Button>
  )
}

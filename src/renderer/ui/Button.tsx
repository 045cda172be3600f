import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Icon } from './Icon.tsx'
import { Tip } from './Tip.tsx'

type Look = 'pri' | 'ghost' | 'quiet' | 'join' | 'danger'

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look
  readonly small?: boolean
  readonly icon?: LucideIcon
}

/** A button with words. */
export function Button({ look, small = false, icon, className = '', children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`btn ${look ?? ''} ${small ? 'sm' : ''} ${className}`} {...rest}>
      {icon && <Icon of={icon} size={small ? 's' : ''} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends ComponentProps<'button'> {
  readonly icon: LucideIcon
  /** What it does: its accessible name and its tip. */
  readonly label: string
  readonly small?: boolean
}

/** A button without words on it. */
export function IconButton({ icon, label, small = true, className = '', ...rest }: IconButtonProps) {
  return (
    <Tip text={label}>
      <button
        type="button"
        className={`btn ghost ic ${small ? 'sm' : ''} ${className}`}
        aria-label={label}
        {...rest}
      >
        <Icon of={icon} size="s" />
      </button>
    </Tip>
  )
}

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

interface CalloutProps {
  readonly icon: LucideIcon
  readonly tone?: 'bad' | 'warn'
  readonly id?: string
  readonly title?: string
  readonly children?: ReactNode
}

/** A boxed remark; a bad one is an alert. */
export function Callout({ icon, tone, id, title, children }: CalloutProps) {
  return (
    <div className={`callout ${tone ?? ''}`} id={id} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon of={icon} />
      <div className="callout-text">
        {title && <b className="fw6">{title}</b>}
        {children}
      </div>
    </div>
  )
}

import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'

interface TipProps {
  readonly text: string
  readonly side?: 'top' | 'right'
  /** Only where the sidebar is a rail, and words are hidden. */
  readonly railOnly?: boolean
  readonly children: ReactNode
}

/** A tip on hover and focus; needs <Tooltip.Provider> above. */
export function Tip({ text, side = 'top', railOnly = false, children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Content className={`tip ${railOnly ? 'rail-only' : ''}`} side={side} sideOffset={6}>
        {text}
      </Tooltip.Content>
    </Tooltip.Root>
  )
}

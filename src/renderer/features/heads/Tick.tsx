import { Check } from 'lucide-react'
import { Checkbox } from 'radix-ui'
import { Icon } from '../../ui/Icon.tsx'

interface TickProps {
  readonly label: string
  readonly on: boolean
  readonly disabled?: boolean
  readonly id?: string
  /** ID of what says more about it. */
  readonly describedBy?: string
  onTick(on: boolean): void
}

/** A checkbox with a name of its own; words beside it are a label for the pointer. */
export const Tick = ({ label, on, disabled = false, id, describedBy, onTick }: TickProps) => (
  <Checkbox.Root
    className="check"
    {...(id !== undefined && { id })}
    checked={on}
    disabled={disabled}
    aria-label={label}
    aria-describedby={describedBy}
    onCheckedChange={(checked) => onTick(checked === true)}
  >
    <Checkbox.Indicator asChild>
      <Icon of={Check} size="xs" />
    </Checkbox.Indicator>
  </Checkbox.Root>
)

import { Check } from 'lucide-react'
import { useSelfId } from '../store/app.ts'
import { Icon } from './Icon.tsx'
import { hueOf } from '../../shared/pattern.ts'

interface RefBadgeProps {
  readonly name: string
  /** Whose branch it is; without it the badge is an outline (a branch that stays private). */
  readonly peerId?: string | undefined
  /** The branch that is checked out. */
  readonly head?: boolean
}

/** A branch name in its person's hue. */
export function RefBadge({ name, peerId, head = false }: RefBadgeProps) {
  const self = useSelfId()
  const look = head ? 'head' : peerId ? `p-${hueOf(peerId, self)}` : 'out'
  return (
    <span className={`ref ${look}`}>
      {head && <Icon of={Check} />}
      <span className="cut">{name}</span>
    </span>
  )
}

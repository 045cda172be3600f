import { hueOf } from '../../../shared/pattern.ts'
import type { Hex, RemoteRef } from '../../../shared/model.ts'
import { useSelfId } from '../../store/app.ts'
import { aheadBehindText, barLength, countText } from './ahead-behind.ts'

interface AheadBehindProps {
  readonly peerId: Hex
  readonly head: RemoteRef
  /** What it is compared with. */
  readonly branch: string
}

/** Bars that part from the user's branch: what the head lacks to the left, what it has beyond to the right. */
export function AheadBehind({ peerId, head: { ahead, behind }, branch }: AheadBehindProps) {
  const self = useSelfId()
  return (
    <span
      className={`ab p-${hueOf(peerId, self)}`}
      role="img"
      aria-label={aheadBehindText(ahead, behind, branch)}
      title={aheadBehindText(ahead, behind, branch)}
    >
      <span className="num back">{countText(behind)}</span>
      <span className="l">
        <i style={{ width: barLength(behind ?? 0) }} />
      </span>
      <span className="r">
        <i style={{ width: barLength(ahead ?? 0) }} />
      </span>
      <span className={`num fore ${ahead ? 'on' : ''}`}>{countText(ahead)}</span>
    </span>
  )
}

import { useSelfId } from '../store/app.ts'
import { hueOf, quarters } from '../../shared/pattern.ts'

type Size = 16 | 18 | 20 | 24 | 28 | 32 | 36 | 44

/** A person's picture, drawn from the peer ID; jade for this node, grey for who is away. */
export function Avatar({ peerId, size = 20, away = false }: { peerId: string; size?: Size; away?: boolean }) {
  const self = useSelfId()
  const hue = hueOf(peerId, self)
  const low = `var(--p-${hue}-lo)`
  const high = `var(--p-${hue}-hi)`
  return (
    <svg className={`av s${size}${away ? ' off' : ''}`} viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" fill={low} />
      {quarters(peerId).map(({ path, strong }) => (
        <path key={path} d={path} fill={strong ? high : `color-mix(in srgb, ${high} 58%, ${low})`} />
      ))}
    </svg>
  )
}

/** The first few of a crowd, overlapping, and how many more there are. */
export function Avatars({
  people,
  most = 5,
}: {
  people: readonly { peerId: string; here: boolean }[]
  most?: number
}) {
  const rest = people.length - most
  return (
    <span className="avs" aria-hidden="true">
      {people.slice(0, most).map(({ peerId, here }) => (
        <Avatar key={peerId} peerId={peerId} away={!here} />
      ))}
      {rest > 0 && <span className="more">+{rest}</span>}
    </span>
  )
}

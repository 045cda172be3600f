import type { SwarmTracker } from '../../../shared/swarm-model.ts'
import { useSelfId } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useNow } from '../../ui/clock.ts'
import { minutesUntil } from '../../../shared/format.ts'
import { Pill } from '../../ui/Pill.tsx'
import { plural, shown } from '../../../shared/text.ts'

/** Who tells newcomers of this swarm: every node can, and each says how long its word holds. */
export function TrackerTable({ trackers }: { trackers: readonly SwarmTracker[] }) {
  const now = useNow()
  if (trackers.length === 0) return null
  return (
    <section aria-labelledby="trackers-title">
      <h2 id="trackers-title">Trackers</h2>
      <table className="trk" aria-labelledby="trackers-title">
        <thead>
          <tr>
            <th scope="col">Tracker</th>
            <th scope="col">State</th>
            <th scope="col">Expires in</th>
            <th scope="col">Next announce</th>
          </tr>
        </thead>
        <tbody>
          {trackers.map((tracker) => (
            <tr key={tracker.url}>
              <th scope="row">
                <Who tracker={tracker} />
              </th>
              <td>
                <State tracker={tracker} />
              </td>
              <td className="num t2">
                {tracker.expires === null ? '–' : minutesUntil(tracker.expires, now)}
              </td>
              <td className="num t2">{tracker.next === null ? '–' : minutesUntil(tracker.next, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Who({ tracker: { url, person } }: { tracker: SwarmTracker }) {
  const self = useSelfId()
  if (!person) return <span className="mono cut">{shown(hostOf(url), 40)}</span>
  return (
    <span className="row" title={url}>
      <Avatar peerId={person.peerId} size={18} />
      <span className="cut name">{person.peerId === self ? 'You' : shown(person.name, 40)}</span>
    </span>
  )
}

function State({ tracker: { state, peers, expires } }: { tracker: SwarmTracker }) {
  if (state === 'serving')
    return <Pill tone="ok">{peers ? `Serving ${plural(peers, 'peer')}` : 'Ready'}</Pill>
  if (state === 'answered') return <Pill tone="ok">OK</Pill>
  if (state === 'resting') return <Pill>Others here ask it for you</Pill>
  if (state === 'waiting') return <Pill>Not asked yet</Pill>
  return expires === null ? <Pill>Offline</Pill> : <Pill tone="warn">No answer</Pill>
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

import type { SwarmPeer } from '../../../shared/swarm-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useNow } from '../../ui/clock.ts'
import { lasting, percent, rate } from '../../../shared/format.ts'
import { shown } from '../../../shared/text.ts'

/** Rows that are drawn; a LAN has fewer, and who has more sees those that move most. */
const MOST_ROWS = 100

/** Those whom this node is connected with for the project: what they have, and what moves. */
export function PeersTable({ peers }: { peers: readonly SwarmPeer[] }) {
  const now = useNow()
  if (peers.length === 0) {
    return (
      <section aria-labelledby="peers-title">
        <h2 id="peers-title">Peers</h2>
        <p className="t2">
          Nobody is connected right now. Whoever opens the app with this project appears here.
        </p>
      </section>
    )
  }
  // In one order that stays: rates change every second, and rows must not jump.
  const rows = [...peers]
    .sort((a, b) => a.since - b.since || (a.peerId < b.peerId ? -1 : 1))
    .slice(0, MOST_ROWS)
  return (
    <section aria-labelledby="peers-title">
      <h2 id="peers-title">
        Peers <span className="micro t3">{peers.length}</span>
      </h2>
      <table className="peers" aria-label="Peers">
        <thead>
          <tr>
            <th scope="col">Peer</th>
            <th scope="col" className="hide-sm">
              Address
            </th>
            <th scope="col">Have</th>
            <th scope="col" className="r">
              <span aria-hidden="true">↓</span>
              <span className="vh">Received per second</span>
            </th>
            <th scope="col" className="r">
              <span aria-hidden="true">↑</span>
              <span className="vh">Sent per second</span>
            </th>
            <th scope="col" className="gap">
              You want from them
            </th>
            <th scope="col">They want from you</th>
            <th scope="col" className="r hide-sm">
              Connected
            </th>
            <th scope="col" className="r">
              Repos
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((peer) => (
            <tr key={peer.peerId}>
              <th scope="row">
                <span className="row">
                  <Avatar peerId={peer.peerId} size={18} />
                  <b className="fw5 cut name">{shown(peer.name, 40)}</b>
                </span>
              </th>
              <td className="mono t3 hide-sm">{peer.address}</td>
              <td>
                <Have part={peer.have} />
              </td>
              <td className="r">{peer.rateDown > 0 ? rate(peer.rateDown) : '–'}</td>
              <td className="r">{peer.rateUp > 0 ? rate(peer.rateUp) : '–'}</td>
              <td className="gap">
                <Flow interested={peer.weInterested} choked={peer.theyChoke} />
              </td>
              <td>
                <Flow interested={peer.theyInterested} choked={peer.weChoke} />
              </td>
              <td className="r hide-sm">{lasting(peer.since, now)}</td>
              <td className="r">{peer.repos}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {peers.length > rows.length && <p className="meta t3">And {peers.length - rows.length} more</p>}
    </section>
  )
}

function Have({ part }: { part: number | null }) {
  if (part === null) return <span className="t3">nothing yet</span>
  return (
    <>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${part * 100}%` }} />
      </span>
      {percent(part)}%
    </>
  )
}

function Flow({ interested, choked }: { interested: boolean; choked: boolean }) {
  if (!interested) return <span className="fl no">not interested</span>
  return choked ? (
    <span className="fl ch">interested, choked</span>
  ) : (
    <span className="fl on">interested, unchoked</span>
  )
}

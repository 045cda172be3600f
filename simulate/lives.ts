/** What people do: they come, commit, close their laptops, and come back. Drawn by lot from the seed. */
import { commit, lot } from './family.ts'
import type { Campus, Member } from './campus.ts'

/** Milliseconds. */
const ARRIVALS = 4 * 60_000
const STAY = 20 * 60_000
const AWAY = 3 * 60_000
const FIRST_COMMIT = 5 * 60_000
const COMMIT_EVERY = 4 * 60_000
/** The end is for coming to rest. */
const REST = 3 * 60_000

/** Who publishes stays; others go now and then, half of them without a goodbye. */
export function planVisits(campus: Campus, member: Member): void {
  const { simulation, seed, end } = campus
  const { name } = member.node
  const first = member.rank === 0 ? 0 : lot(seed, 'arrival', name) * ARRIVALS
  simulation.after(first, () => campus.arrive(member))
  if (member.rank < member.family.torrents.length) return
  const some = (length: number, what: string, visit: number) => length * (0.2 + lot(seed, what, name, visit))
  for (let visit = 0, at = first; ; visit++) {
    const leaving = at + some(STAY, 'stay', visit)
    at = leaving + some(AWAY, 'away', visit)
    if (at > end - REST) return
    simulation.after(leaving, () => campus.depart(member, lot(seed, 'farewell', name, visit) < 0.5))
    simulation.after(at, () => campus.arrive(member))
  }
}

/** Publishers commit, once they have the project. */
export function planCommits(campus: Campus, member: Member): void {
  const { simulation, measuring, seed, end } = campus
  const torrent = member.family.torrents[member.rank]
  if (!torrent) return
  const { name } = member.node
  for (let number = 0, at = FIRST_COMMIT; ; number++) {
    at += COMMIT_EVERY * (0.2 + lot(seed, 'commit', name, number))
    if (at > end - REST) return
    simulation.after(at, () => {
      if (!measuring.hasWhole(member)) return
      const reel = commit(torrent, Math.floor(lot(seed, 'content', name, number) * 2 ** 31))
      member.node.store.fill(reel)
      simulation.input(member.node, { type: 'open-reel', reel: reel.info, hashes: reel.hashes, have: 'all' })
      measuring.published(member, reel.info)
      campus.publish(member, torrent)
    })
  }
}

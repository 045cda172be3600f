/** Every peer announces by the client's own rules to one outside tracker, which is the real one without a socket. */
import type { PeerAddress } from '../src/main/gtp/types.ts'
import { announce } from '../src/main/tracker/announce.ts'
import { MAX_PEERS } from '../src/main/tracker/limits.ts'
import { createTrackerState } from '../src/main/tracker/state.ts'
import { waitAfterAnswer, waitAfterFailure } from '../src/main/tracker/waits.ts'
import { createSparing, type Sparing } from '../src/main/host/tracker/sparing.ts'
import { PORT, type SimNode } from '../test/simulator/simulation.ts'
import { lot } from './family.ts'

export interface TrackerFigures {
  /** Requests in each minute, and those of them that were told to come later. */
  readonly perMinute: number[]
  early: number
}

export interface Announcing {
  /** A peer is there, with a torrent. */
  enter(node: SimNode, repo: string, now: number): void
  /** It goes, with a farewell or without one. */
  leave(node: SimNode, farewell: boolean, now: number): void
  /** Lets those announce whose turn it is. @param others whom a peer sees around itself in a torrent */
  tend(now: number, others: (node: SimNode, repo: string) => ReadonlySet<string>): void
  readonly figures: TrackerFigures
}

export interface AnnouncingEvents {
  onPeers(node: SimNode, repo: string, peers: readonly PeerAddress[]): void
  isComplete(node: SimNode): boolean
}

/** It knows no more than the repo hash so far. */
const isLost = ({ node, repo }: Place) => !node.engine.repos.get(repo)?.known

interface Place {
  readonly node: SimNode
  readonly repo: string
  readonly sparing: Sparing
  notBefore: number
  listedUntil: number
  failures: number
}

/**
 * @param seed  of the tracker's and the clients' chances
 * @param spare whether peers that see one another leave it to a couple of them
 */
export function createAnnouncing(
  seed: number,
  spare: boolean,
  { onPeers, isComplete }: AnnouncingEvents,
): Announcing {
  const state = createTrackerState({}, 0)
  const places = new Map<SimNode, Place[]>()
  const figures: TrackerFigures = { perMinute: [], early: 0 }
  let draws = 0
  const random = () => lot(seed, 'tracker', draws++)
  const add = (counts: number[], now: number) => {
    const minute = Math.floor(now / 60_000)
    while (counts.length <= minute) counts.push(0)
    counts[minute]!++
  }

  const ask = (place: Place, now: number, event?: 'started' | 'stopped') => {
    const { node, repo } = place
    add(figures.perMinute, now)
    const request = {
      ...{ repo, peerId: node.peerId, port: PORT, uploaded: 0, downloaded: 0, source: node.address },
      ...{ completed: isComplete(node) ? 100 : 0, peers: MAX_PEERS, references: false },
    }
    const answer = announce(state, event ? { ...request, event } : request, now, random)
    if (answer.kind === 'failure') {
      figures.early++
      place.notBefore = now + 1_000 * waitAfterFailure(++place.failures, answer.retryAfter ?? null, random())
      return
    }
    place.failures = 0
    place.notBefore = now + 1_000 * waitAfterAnswer(answer.expires, random())
    place.listedUntil = now + 1_000 * answer.expires
    onPeers(node, repo, answer.peers)
  }

  return {
    figures,
    enter(node, repo, now) {
      const sparing = createSparing(node.peerId, repo, now, now)
      const place = { node, repo, sparing, notBefore: 0, listedUntil: 0, failures: 0 }
      places.set(node, [...(places.get(node) ?? []), place])
    },
    leave(node, farewell, now) {
      for (const place of places.get(node) ?? [])
        if (farewell && place.listedUntil > now) ask(place, now, 'stopped')
      places.delete(node)
    },
    tend(now, others) {
      for (const all of places.values()) {
        for (const place of all) {
          const may = !spare || place.sparing.mayAsk(others(place.node, place.repo), isLost(place), now)
          if (may && now >= place.notBefore) ask(place, now, place.listedUntil > now ? undefined : 'started')
        }
      }
    },
  }
}

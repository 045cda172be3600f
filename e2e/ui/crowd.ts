/** A full house as data: many projects, many people, and a download that runs, all of which changes all the time. */
import type { AppState, Change, NearbyProject, Project } from '../../src/shared/model.ts'
import type { SwarmDetail } from '../../src/shared/swarm-model.ts'
import type { Port } from '../../src/shared/rpc/port.ts'
import { serveRpc, type Handlers } from '../../src/shared/rpc/server.ts'
import { createFakeNode, repoHash } from './data-node.ts'

export const PROJECTS = 200
export const PEOPLE = 300
/** As the real host looks at what moves; milliseconds. */
const EVERY = 500
/** Adverts that change each time. */
const CHANGED = 10
const BLOCKS = 1_200

const hex = (index: number, digits = 40) => index.toString(16).padStart(4, '0').repeat(16).slice(0, digits)

function nearbyProject(index: number, seq: number): NearbyProject {
  const now = Date.now()
  const holders = Array.from({ length: 3 }, (_, at) => {
    const person = (index * 7 + at * 31) % PEOPLE
    return {
      name: `Person ${person}`,
      peerId: hex(person + 1),
      address: `10.0.${person >> 8}.${person & 255}`,
      port: 7411,
      complete: at < 2,
    }
  })
  return {
    ...{ repoHash: hex(index + 0x1000), name: `project-${index}`, description: `Number ${index} of many` },
    ...{ publisher: holders[0]!, alternatives: [], seq, joined: false, yours: false, verified: true },
    ...{ size: 1e6 * (index + 1), heads: ['main'], holders, firstSeen: now, goneSince: null },
    latest: { subject: `Change ${seq} of project ${index}`, author: 'Alice', time: now - index * 60_000 },
  }
}

/** @returns what a page is served with; `stop` ends its changes */
export function createCrowd() {
  const still = createFakeNode().state
  const own: Project = {
    ...still.projects[repoHash]!,
    state: 'usable',
    phase: 'Downloading the history',
    progress: 0.1,
  }
  let turn = 0
  const state = (): AppState => ({
    ...still,
    nearby: Object.fromEntries(
      Array.from({ length: PROJECTS }, (_, index) => nearbyProject(index, 1)).map((each) => [
        each.repoHash,
        each,
      ]),
    ),
    projects: { [repoHash]: own },
    connections: Object.fromEntries(
      Array.from({ length: PEOPLE }, (_, index) => [
        hex(index + 1),
        { peerId: hex(index + 1), name: `Person ${index}`, address: '10.0.0.1', repos: [repoHash] },
      ]),
    ),
  })
  const swarm = (): SwarmDetail => ({
    ...{ since: Date.now() - 60_000, copies: 3.2, reelsLeftOut: 0, trackers: [] },
    reels: [
      {
        ...{ id: hex(1, 64), kind: 'history', from: null, to: hex(9), ref: null, person: null },
        ...{ bytes: BLOCKS * 1e6, blocks: BLOCKS, have: turn * 4, onlyHere: 0, perCell: 1 },
        cells: '3'
          .repeat(Math.min(BLOCKS - 8, turn * 4))
          .padEnd(Math.min(BLOCKS, turn * 4 + 8), 'a')
          .padEnd(BLOCKS, '0'),
      },
    ],
    peers: Array.from({ length: PEOPLE }, (_, index) => ({
      ...{
        peerId: hex(index + 1),
        name: `Person ${index}`,
        address: '10.0.0.1:7411',
        since: Date.now() - 60_000 + index,
      },
      ...{ have: ((turn + index) % 100) / 100, rateDown: 1e5 + turn * index, rateUp: 0, repos: 3 },
      ...{ weInterested: true, theyChoke: index % 3 === 0, theyInterested: false, weChoke: false },
    })),
  })
  const listeners = new Set<(changes: readonly Change[]) => void>()
  const timer = setInterval(() => {
    turn++
    const moved: Project = {
      ...own,
      progress: Math.min(0.99, turn / 500),
      transfer: { ...own.transfer, rateDown: 5e6 + turn },
    }
    const changes: Change[] = [{ collection: 'projects', key: repoHash, value: moved }]
    for (let at = 0; at < CHANGED; at++) {
      const next = nearbyProject((turn * CHANGED + at) % PROJECTS, turn + 1)
      changes.push({ collection: 'nearby', key: next.repoHash, value: next })
    }
    const self = { ...still.node.self, rateDown: 5e6 + turn, peers: PEOPLE }
    changes.push({ collection: 'node', key: 'self', value: self })
    for (const listener of listeners) listener(changes)
  }, EVERY)
  const handlers: Partial<Handlers> = {
    swarm: async () => swarm(),
    commits: async () => ({ commits: [], more: false }),
  }
  return {
    serve: (port: Port) =>
      void serveRpc(port, handlers as Handlers, {
        snapshot: state,
        subscribe: (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      }),
    stop: () => clearInterval(timer),
  }
}

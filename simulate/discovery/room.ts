/** A room full of nodes on one network: the product's own discovery, with virtual time, packets and directories. */
import type { NetworkInterfaceInfo } from 'node:os'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import type { Discovery, DiscoveryEvent } from '../../src/main/discovery/types.ts'
import { createAir, decodeOnce } from './air.ts'
import { installClock } from './clock.ts'
import { createCounts, type Phase } from './counts.ts'
import { addressOf, advertOf, idOf, PROJECTS } from './people.ts'

export interface RoomOptions {
  readonly nodes: number
  /** Who has the project of node 0. */
  readonly holders: number
  readonly seed: number
}

export interface RoomFigures {
  readonly phases: readonly Phase[]
  /** Milliseconds from a commit until all others, whom it concerns or not, had heard of it. */
  readonly commitKnown: number | null
  /** Milliseconds until somebody who came knew half of the nodes, all of them, and all that they have. */
  readonly half: number | null
  readonly all: number | null
  readonly projects: number | null
  /** The same for one who comes seconds later, while questions were just answered. */
  readonly secondHalf: number | null
  readonly secondAll: number | null
  /** What the nodes miss of one another at the end: nodes and projects. */
  readonly missing: number
}

const SECOND = 1_000
const ARRIVALS = 120 * SECOND
const LATENCY = 2

interface Member {
  readonly number: number
  readonly discovery: Discovery
  readonly people: Set<string>
  readonly projects: Set<string>
  /** The newest that it heard of node 0's project. */
  newest: number
}

/** Runs the four scenes. @param progress is told each of them */
export async function runRoom(
  { nodes, holders, seed }: RoomOptions,
  progress: (phase: Phase) => void = () => undefined,
): Promise<RoomFigures> {
  const clock = installClock(seed)
  const undo = decodeOnce()
  const counts = createCounts(clock.now)
  const air = createAir(clock, counts)
  const members: Member[] = []
  const machines = new Map<string, Member>()
  const room = { nodes, holders }
  const phases: Phase[] = []

  const fetched = (at: string, of: (member: Member) => Uint8Array | null) =>
    new Promise<Uint8Array>((resolve, reject) =>
      clock.after(LATENCY, () => {
        const member = machines.get(at)
        const document = member ? of(member) : null
        counts.directory(document?.length ?? 0)
        if (document) resolve(document)
        else reject(new Error('nobody there'))
      }),
    )

  const arrive = (number: number) => {
    const address = addressOf(number)
    const discovery = createBonjourDiscovery({
      interfaces: 'auto',
      interfaceTable: () => ({ wlan0: [interfaceOf(address)] }),
      udp: () => air.open(address),
      probe: async () => true,
      fetchDirectory: (at) => fetched(at, ({ discovery }) => discovery.document()),
      fetchDirectories: (at, _port, digests) => fetched(at, ({ discovery }) => discovery.documents(digests)),
    })
    const member: Member = { number, discovery, people: new Set(), projects: new Set(), newest: 0 }
    members.push(member)
    machines.set(address, member)
    void discovery.start((event) => remember(member, event))
    discovery.advertise(advertOf(number, room, { seq: 1, complete: true }))
    return member
  }

  const scene = async (name: string, ms: number) => {
    await clock.pass(ms)
    const phase = counts.phase(name)
    phases.push(phase)
    progress(phase)
  }

  /** Lets time pass until `reached`, for a minute and a half at most. */
  const until = async (reached: () => boolean, began: number) => {
    while (!reached() && clock.now() - began < 90 * SECOND) await clock.pass(50)
    return reached() ? clock.now() - began : null
  }

  try {
    for (let number = 0; number < nodes; number++)
      clock.after((number * ARRIVALS) / nodes, () => void arrive(number))
    await scene('arriving', ARRIVALS)
    await scene('settling', 90 * SECOND)
    await scene('at rest', 120 * SECOND)

    let began = clock.now()
    members[0]!.discovery.advertise(advertOf(0, room, { seq: 2, complete: true }))
    for (let number = 1; number < holders; number++) {
      // As it goes: the references come first, what they list a moment later.
      const say = (complete: boolean) => () =>
        members[number]!.discovery.advertise(advertOf(number, room, { seq: 2, complete }))
      const first = 100 + Math.random() * SECOND
      clock.after(first, say(false))
      clock.after(first + SECOND, say(true))
    }
    const commitKnown = await until(
      () => members.every(({ newest, number }) => number === 0 || newest === 2),
      began,
    )
    await scene('a commit', Math.max(0, began + 60 * SECOND - clock.now()))
    await scene('later', 60 * SECOND)

    began = clock.now()
    const knows = (member: Member, part: number) => () => member.people.size >= part * nodes
    const one = arrive(nodes)
    const half = await until(knows(one, 0.5), began)
    const all = await until(knows(one, 1), began)
    const projects = await until(() => one.projects.size >= nodes * PROJECTS, began)
    await scene('a newcomer', Math.max(0, began + 60 * SECOND - clock.now()))
    began = clock.now()
    arrive(nodes + 1)
    await clock.pass(5_000)
    const late = arrive(nodes + 2)
    const secondHalf = await until(knows(late, 0.5), began + 5_000)
    const secondAll = await until(knows(late, 1), began + 5_000)
    await scene('two more', Math.max(0, began + 60 * SECOND - clock.now()))
    const missing = members.reduce(
      (sum, { people, projects }) =>
        sum + (members.length - 1 - people.size) + ((members.length - 1) * PROJECTS - projects.size),
      0,
    )
    return { ...{ phases, commitKnown, half, all, projects, secondHalf, secondAll, missing } }
  } finally {
    undo()
    clock.uninstall()
  }
}

function remember(member: Member, event: DiscoveryEvent) {
  const { people, projects } = member
  switch (event.type) {
    case 'node-seen':
      return void people.add(event.node.peerId)
    case 'node-gone':
      return void people.delete(event.peerId)
    case 'project-seen':
      projects.add(event.peerId.slice(0, 10) + event.project.repoHash.slice(0, 10))
      if (event.project.publisher.peerId === idOf(0))
        member.newest = Math.max(member.newest, event.project.seq)
      return
    case 'project-gone':
      return void projects.delete(event.peerId.slice(0, 10) + event.repoHash.slice(0, 10))
    case 'network-changed':
    case 'other-version':
    case 'trouble':
      return
  }
}

const interfaceOf = (address: string): NetworkInterfaceInfo => ({
  ...{ address, netmask: '255.255.0.0', cidr: `${address}/16` },
  ...{ family: 'IPv4', mac: '02:00:00:00:00:01', internal: false },
})

import { beforeEach, describe, expect, it } from 'vitest'
import { createDirectory, type Directory } from './directory.ts'
import { MAX_SERVICES, MAX_SERVICES_PER_SOURCE, PROBE_AFTER } from './limits.ts'
import type { Sighting } from './parse-service.ts'
import type { DiscoveryEvent } from './types.ts'

const hex = (number: number) => number.toString(16).padStart(40, '0')
const ALICE = hex(1)
const BOB = hex(2)
const WINE = hex(100)

const node = (peerId: string, addresses = ['10.0.0.1'], name = 'Alice'): Sighting => ({
  kind: 'node',
  more: null,
  peerId,
  addresses,
  port: 4_000,
  node: { name, peerId, port: 4_000, directorySeq: 1 },
})
const project = (peerId: string, repoHash: string, seq = 1): Sighting => ({
  kind: 'project',
  peerId,
  addresses: ['10.0.0.1'],
  port: 4_000,
  project: {
    repoHash,
    name: 'wine',
    publisher: { name: 'Alice', peerId: ALICE },
    seq,
    alternatives: [],
    complete: true,
  },
})

describe('the directory', () => {
  let events: DiscoveryEvent[]
  let time: number
  let directory: Directory
  const types = () => events.map(({ type }) => type)
  const hear = (name: string, sighting: Sighting, link = 'eth0', source = '10.0.0.1') =>
    directory.hear({ name, sighting, link, source })

  beforeEach(() => {
    events = []
    time = 1_000_000
    directory = createDirectory(
      (event) => events.push(event),
      () => time,
    )
  })

  it('tells of what is new or changed, once', () => {
    for (const seq of [1, 1, 2, 2]) hear('wine', project(ALICE, WINE, seq))
    expect(types()).toEqual(['project-seen', 'project-seen'])
  })

  it('lets a node take its projects along', () => {
    hear('alice', node(ALICE))
    hear('wine', project(ALICE, WINE))
    hear("bob's wine", project(BOB, WINE))
    directory.goodbye('alice', 'eth0')
    expect(events.slice(3)).toEqual([
      { type: 'project-gone', peerId: ALICE, repoHash: WINE },
      { type: 'node-gone', peerId: ALICE },
    ])
  })

  it('replaces what is another thing under the same name', () => {
    hear('node', node(ALICE))
    hear('node', node(BOB))
    expect(types()).toEqual(['node-seen', 'node-gone', 'node-seen'])
  })

  it('joins the addresses of several links, and keeps what was heard on another one', () => {
    hear('alice', node(ALICE, ['10.0.0.1']), 'eth0')
    hear('alice', node(ALICE, ['10.1.0.1']), 'wlan0')
    hear('alice', node(ALICE, ['10.0.0.1']), 'eth0')
    directory.goodbye('alice', 'eth0')
    expect(events).toMatchObject([
      { addresses: ['10.0.0.1'] },
      { addresses: ['10.0.0.1', '10.1.0.1'] },
      { addresses: ['10.1.0.1'] },
    ])
    directory.goodbye('alice', 'eth0')
    directory.goodbye('nobody', 'eth0')
    expect(events).toHaveLength(3)
    directory.goodbye('alice', 'wlan0')
    expect(types().at(-1)).toBe('node-gone')
  })

  it('keeps whom it heard on a link that we left, due for a probe, until a new link brings the new address', () => {
    hear('alice', node(ALICE, ['10.0.0.1']))
    directory.forgetLink('eth0')
    expect(types()).toEqual(['node-seen'])
    expect(directory.peer(ALICE)!.lastHeard).toBeLessThanOrEqual(time - PROBE_AFTER)
    hear('alice', node(ALICE, ['10.2.0.1']), 'eth1')
    expect(events.at(-1)).toMatchObject({ type: 'node-seen', addresses: ['10.2.0.1'] })
  })

  it('hears the goodbye of whom it knows only from a link that we left', () => {
    hear('alice', node(ALICE))
    directory.forgetLink('eth0')
    directory.goodbye('alice', 'eth1')
    expect(types()).toEqual(['node-seen', 'node-gone'])
  })

  it('removes what was silent for long', () => {
    hear('alice', node(ALICE))
    time += 500
    hear('wine', project(ALICE, WINE))
    time += 500
    hear('alice', node(ALICE))
    directory.removeSilent(time - 400)
    expect(types()).toEqual(['node-seen', 'project-seen', 'project-gone'])
  })

  it('takes a peer’s services together for probing', () => {
    hear('wine', { ...project(ALICE, WINE), addresses: ['10.0.0.5'] })
    time += 10
    hear('alice', node(ALICE, ['10.0.0.1']))
    hear('bob', node(BOB))
    const place = { addresses: ['10.0.0.1'], port: 4_000, lastHeard: time }
    expect(directory.members().map(directory.peer)).toEqual([
      { peerId: ALICE, service: 'alice', ...place, hasProjects: true },
      { peerId: BOB, service: 'bob', ...place, hasProjects: false },
    ])
  })

  it('gives the same members until something comes, goes, or is due sooner', () => {
    hear('alice', node(ALICE))
    const members = directory.members()
    time += 10
    hear('alice', node(ALICE, ['10.0.0.7']))
    directory.touch(ALICE)
    expect(directory.members()).toBe(members)
    const changes = [
      () => hear('wine', project(ALICE, WINE)),
      () => directory.goodbye('wine', 'eth0'),
      () => directory.forgetLink('eth0'),
      () => directory.removePeer(ALICE),
    ]
    for (const change of changes) {
      const before = directory.members()
      change()
      expect(directory.members()).not.toBe(before)
    }
    expect(directory.members()).toEqual([])
    expect(directory.peer(ALICE)).toBeUndefined()
  })

  it('gives one source its share and no more', () => {
    for (let index = 0; index < 2 * MAX_SERVICES_PER_SOURCE; index++) hear(`node ${index}`, node(hex(index)))
    expect(events).toHaveLength(MAX_SERVICES_PER_SOURCE)
    hear('neighbour', node(hex(1_000_000)), 'eth0', '10.0.0.2')
    expect(events).toHaveLength(MAX_SERVICES_PER_SOURCE + 1)
  })

  it('is bounded, and whoever takes most makes room for the others', () => {
    const flooders = 8
    for (let index = 0; index < flooders * MAX_SERVICES_PER_SOURCE; index++) {
      hear(`node ${index}`, node(hex(index)), 'eth0', `10.0.0.${index % flooders}`)
      time++
    }
    for (let index = 0; index < 10; index++)
      hear(`neighbour ${index}`, node(hex(1_000_000 + index)), 'eth0', `10.0.1.${index}`)
    hear('last', node(hex(2_000_000)), 'eth0', '10.0.0.0')
    const present = new Set(directory.members())
    expect(present.size).toBe(MAX_SERVICES)
    for (let index = 0; index < 10; index++) expect(present.has(hex(1_000_000 + index))).toBe(true)
    const seen = types().filter((type) => type === 'node-seen').length
    expect(seen - types().filter((type) => type === 'node-gone').length).toBe(MAX_SERVICES)
  })
})

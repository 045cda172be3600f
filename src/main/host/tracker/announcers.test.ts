import { describe, expect, it } from 'vitest'
import type { Input } from '../../engine/types.ts'
import { encodeAnswer } from '../../tracker/encode-answer.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { trackersOf, trackersToAsk, trackersToTell } from './announce-urls.ts'
import { createAnnouncers } from './announcers.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'
const ALICE = { peerId: 'aa'.repeat(20), address: '10.0.4.27', port: 7411 }
const URL_OF_ALICE = 'http://10.0.4.27:7411/announce'

const entryWith = (trackers: readonly string[], state = 'joining') =>
  ({
    record: { repoHash: REPO, role: 'joiner', trackers, state },
    known: null,
    leaving: null,
    reels: [],
  }) as unknown as ProjectEntry

/** A node at 10.0.4.28 among trackers that all answer the same, with a clock that moves when told to. */
function makeNode(...entries: ProjectEntry[]) {
  const asked: URL[] = []
  const inputs: Input[] = []
  const timers: { ms: number; run: () => void }[] = []
  const network = { near: [] as string[], links: [] as { repos: string[]; address: string; port: number }[] }
  let now = 0
  const context = {
    entries: new Map(entries.map((entry) => [entry.record.repoHash, entry])),
    settings: { current: { trackers: [] } },
    identity: { peerId: 'bb'.repeat(20) },
    port: 7412,
    addresses: () => ['10.0.4.28'],
    discovery: null,
    nearby: {
      get: () => undefined,
      addressesOf: () => network.near.map((address) => ({ address, port: 1 })),
    },
    swarm: { input: (input: Input) => inputs.push(input), view: () => ({ reels: [], links: network.links }) },
  } as unknown as HostContext
  const announcers = createAnnouncers(context, {
    fetch: (_tracker, url) => {
      asked.push(new URL(url))
      const body = encodeAnswer({
        kind: 'peers',
        expires: 60,
        complete: 1,
        incomplete: 0,
        peers: [ALICE, { ...ALICE, peerId: 'bb'.repeat(20), port: 7412 }],
      })
      return Promise.resolve({ status: 200, retryAfter: null, body, address: '10.0.4.27' })
    },
    fetchMetainfo: () => Promise.reject(new Error('nobody is asked here')),
    now: () => now,
    random: () => 0,
    setTimer: (ms, run) => {
      timers.push({ ms, run })
      return () => {}
    },
  })
  const pass = (ms: number) => (now += ms)
  return { announcers, context, asked, inputs, timers, network, pass }
}
const settle = () => new Promise((resolve) => setImmediate(resolve))
const events = (asked: readonly URL[]) => asked.map(({ searchParams }) => searchParams.get('event'))

describe('announcers', () => {
  it('announce once, and tell the engine of the others whom a tracker names', async () => {
    const { announcers, asked, inputs, timers } = makeNode(entryWith([URL_OF_ALICE]))
    for (let time = 0; time < 3; time++) announcers.follow()
    await settle()
    expect(events(asked)).toEqual(['started'])
    expect(asked[0]!.searchParams.get('port')).toBe('7412')
    expect(inputs).toEqual([{ type: 'candidate', repo: REPO, peer: ALICE, far: true }])
    announcers.follow()
    expect(asked).toHaveLength(1)
    expect(timers.map(({ ms }) => ms)).toEqual([42_000])
  })

  it('say good-bye when a project is left or fails, and when the node stops', async () => {
    for (const end of ['leave', 'fail', 'stop'] as const) {
      const entry = entryWith([URL_OF_ALICE])
      const { announcers, context, asked } = makeNode(entry)
      announcers.follow()
      await settle()
      if (end === 'leave') context.entries.delete(REPO)
      if (end === 'fail') entry.record = { ...entry.record, state: 'failed' }
      if (end === 'stop') await announcers.stop()
      announcers.follow()
      await settle()
      expect(events(asked)).toEqual(['started', 'stopped'])
    }
  })

  it.each([
    ['somebody near by has it, for five seconds', 5_000, false],
    ['it comes from peers, for half a minute', 30_000, true],
  ])('can wait while a user waits for files, where %s', async (_, time, connected) => {
    const { announcers, asked, network, pass } = makeNode(entryWith([URL_OF_ALICE]))
    network.near = ['10.0.4.27']
    if (connected) network.links = [{ repos: [REPO], address: '10.0.4.27', port: 7411 }]
    announcers.follow()
    pass(time - 1)
    announcers.follow()
    await settle()
    expect(asked).toEqual([])
    pass(1)
    announcers.follow()
    await settle()
    expect(events(asked)).toEqual(['started'])
  })

  it('are told at once when the files are there', async () => {
    const entry = entryWith([URL_OF_ALICE])
    const { announcers, asked, network } = makeNode(entry)
    network.near = ['10.0.4.27']
    announcers.follow()
    entry.record = { ...entry.record, state: 'joined' }
    announcers.follow()
    await settle()
    expect(asked).toHaveLength(1)
  })

  it('ask nobody where no tracker is known but the own', async () => {
    const { announcers, asked } = makeNode(
      entryWith(['http://10.0.4.28:7412/announce', 'http://127.0.0.1:7412/announce']),
    )
    announcers.follow()
    await settle()
    expect(asked).toEqual([])
    await announcers.stop()
  })
})

describe('lists of trackers', () => {
  it('are made of what a metainfo lists and where a link leads, each once and bounded', () => {
    const places = [
      { address: '10.0.4.27', port: 7411 },
      { address: 'fd00::1', port: 7411 },
    ]
    expect(trackersOf([URL_OF_ALICE], places)).toEqual([URL_OF_ALICE, 'http://[fd00::1]:7411/announce'])
    const many = Array.from({ length: 20 }, (_, index) => `http://10.0.0.${index}/announce`)
    expect(trackersOf(many, places)).toEqual(many.slice(0, 16))
  })

  it("begin with the node's own for others, and leave it out for itself", () => {
    const entry = entryWith([URL_OF_ALICE, 'http://10.0.4.28:7412/announce'])
    const { context } = makeNode(entry)
    expect(trackersToTell(context, entry)).toEqual(['http://10.0.4.28:7412/announce', URL_OF_ALICE])
    expect(trackersToAsk(context, entry)).toEqual([URL_OF_ALICE])
  })
})

import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { createAnnouncer, type AnnouncerOptions } from './client.ts'
import { encodeAnswer } from './encode-answer.ts'
import type { HttpReply } from './fetch-answer.ts'
import type { PeersAnswer } from './types.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'
const ALICE = 'a1'.repeat(20)
const BOB = { peerId: 'b2'.repeat(20), address: '198.51.100.2', port: 7411 }
const A = 'http://a.example/announce'
const B = 'http://b.example/announce'

const reply = (expires: number, peers = [BOB]): HttpReply => ({
  status: 200,
  retryAfter: null,
  address: '203.0.113.1',
  body: encodeAnswer({ kind: 'peers', expires, complete: 1, incomplete: 0, peers }),
})
const busy = (retryAfter: number | null): HttpReply => ({
  status: 503,
  retryAfter,
  address: '203.0.113.1',
  body: encodeAnswer({ kind: 'failure', status: 503, reason: 'busy' }),
})
const gone = () => new AppError('TRACKER_FAILED', 'nothing answers there', 'wait')

/** An announcer in virtual time, before trackers that answer from a script; the last answer is repeated. */
function makeClient(
  trackers: Record<string, (HttpReply | Error | 'silence')[]>,
  options: Partial<AnnouncerOptions> = {},
) {
  let time = 0
  let timer: { at: number; run: () => void } | null = null
  const asked: { at: number; tracker: string; event: string | null }[] = []
  const answers: PeersAnswer[] = []
  const troubles: string[] = []
  const announcer = createAnnouncer({
    repo: REPO,
    trackers: Object.keys(trackers),
    self: () => ({
      peerId: ALICE,
      port: 7411,
      uploaded: 0,
      downloaded: 0,
      completed: 0,
      peers: 50,
      references: false,
    }),
    onAnswer: (answer) => answers.push(answer),
    onTrouble: (tracker, error) => troubles.push(`${tracker}: ${error.message}`),
    fetch(tracker, url, { signal }) {
      asked.push({ at: Math.round(time) / 1000, tracker, event: new URL(url).searchParams.get('event') })
      const script = trackers[tracker]!
      const next = script.length > 1 ? script.shift()! : script[0]!
      if (next instanceof Error) return Promise.reject(next)
      if (next !== 'silence') return Promise.resolve(next)
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(gone())))
    },
    now: () => time,
    random: () => 0.5,
    setTimer(ms, run) {
      expect(timer).toBeNull()
      const own = { at: time + ms, run }
      timer = own
      return () => {
        if (timer === own) timer = null
      }
    },
    ...options,
  })
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  const pass = async (seconds: number) => {
    const end = time + seconds * 1000
    await settle()
    while (timer && timer.at <= end) {
      const { at, run } = timer
      timer = null
      time = at
      run()
      await settle()
    }
    time = end
  }
  return { announcer, asked, answers, troubles, pass, hasTimer: () => timer !== null, settle }
}

describe('an announcer', () => {
  it('says that it started, comes back after half of expires and before its end, and hands on the others', async () => {
    const self = { peerId: ALICE, address: '10.0.0.1', port: 7411 }
    const { announcer, asked, answers, pass } = makeClient({
      [A]: [reply(60, [BOB, self]), reply(120), reply(120)],
    })
    announcer.start()
    announcer.start()
    await pass(200)
    expect(asked).toEqual([
      { at: 0, tracker: A, event: 'started' },
      { at: 48, tracker: A, event: null },
      { at: 144, tracker: A, event: null },
    ])
    expect(answers[0]!.peers).toEqual([BOB])
  })

  it('tells how it stands with each tracker', async () => {
    const { announcer, pass } = makeClient({ [A]: [reply(60)] })
    expect(announcer.view()).toEqual([{ url: A, state: 'waiting', expiresIn: null, nextIn: null }])
    announcer.start()
    await pass(10)
    expect(announcer.view()).toEqual([{ url: A, state: 'answered', expiresIn: 50_000, nextIn: 38_000 }])
    const without = makeClient({ [B]: [new Error('gone')] })
    without.announcer.start()
    await without.pass(0)
    expect(without.announcer.view()).toMatchObject([{ url: B, state: 'failed', expiresIn: null }])
    expect(without.announcer.view()[0]!.nextIn).toBeGreaterThan(0)
  })

  it('tries trackers one at a time until one answers, and stays with that one', async () => {
    const { announcer, asked, troubles, pass } = makeClient({ [A]: [gone()], [B]: [gone(), reply(600)] })
    announcer.start()
    await pass(1)
    expect(new Set(asked.map(({ tracker }) => tracker))).toEqual(new Set([A, B]))
    expect(troubles).toHaveLength(2)
    await pass(2_000)
    const times = asked.filter(({ tracker }) => tracker === B).map(({ at }) => at)
    expect(times[1]).toBeGreaterThanOrEqual(30)
    expect(times[1]).toBeLessThan(40)
    // A is left alone as long as B answers.
    expect(asked.filter(({ at }) => at > 40).every(({ tracker }) => tracker === B)).toBe(true)
  })

  it('tries them in random order', () => {
    const first = new Set<string>()
    for (const chance of [0, 0.9]) {
      const { announcer, asked } = makeClient(
        { [A]: ['silence'], [B]: ['silence'] },
        { random: () => chance },
      )
      announcer.start()
      first.add(asked[0]!.tracker)
      void announcer.stop()
    }
    expect(first).toEqual(new Set([A, B]))
  })

  it('backs off twice as long with each failure, up to half an hour and a quarter', async () => {
    const { announcer, asked, pass } = makeClient({ [A]: [gone()] })
    announcer.start()
    await pass(20_000)
    const gaps = asked.slice(1).map(({ at }, index) => at - asked[index]!.at)
    expect(gaps.slice(0, 4)).toEqual([33.75, 67.5, 135, 270])
    expect(Math.max(...gaps)).toBe(2_025)
  })

  it('stays away for as long as Retry-After says, within bounds', async () => {
    const { announcer, asked, pass } = makeClient({ [A]: [busy(600), busy(0), busy(1e9), reply(60)] })
    announcer.start()
    await pass(300_000)
    const gaps = asked.slice(1, 4).map(({ at }, index) => at - asked[index]!.at)
    // A quarter more at the most, so that those who are sent away together don't return together.
    expect(gaps).toEqual([675, 33.75, 97_200])
  })

  it('is not made to hurry by an expires that is too short', async () => {
    const { announcer, asked, pass } = makeClient({ [A]: [reply(1)] })
    announcer.start()
    await pass(300)
    expect(asked).toHaveLength(11)
  })

  it('asks a static tracker once an hour', async () => {
    const { announcer, asked, answers, pass } = makeClient({ [A]: [reply(0)] })
    announcer.start()
    await pass(7_300)
    expect(asked.map(({ at }) => at)).toEqual([0, 3_600, 7_200])
    expect(answers).toHaveLength(3)
    await announcer.stop()
    expect(asked).toHaveLength(3)
  })

  it('tells whoever lists it that it stopped, and comes back not before half a minute', async () => {
    const { announcer, asked, pass, hasTimer } = makeClient({ [A]: [reply(1_000)] })
    announcer.start()
    await pass(100)
    await announcer.stop()
    expect(asked.at(-1)).toEqual({ at: 100, tracker: A, event: 'stopped' })
    expect(hasTimer()).toBe(false)
    await pass(5)
    announcer.start()
    await pass(100)
    expect(asked.slice(2)).toEqual([{ at: 130, tracker: A, event: 'started' }])
  })

  it('gives up the question under way when it stops, and hears nothing of it', async () => {
    const { announcer, asked, answers, troubles, settle, hasTimer } = makeClient({
      [A]: ['silence', reply(60)],
    })
    announcer.start()
    await announcer.stop()
    await settle()
    expect(asked.map(({ event }) => event)).toEqual(['started', 'stopped'])
    expect([answers, troubles, hasTimer()]).toEqual([[], [], false])
  })

  it('says anew that it started when it has moved, and tries again whom it could not reach', async () => {
    const { announcer, asked, pass } = makeClient({
      [A]: [gone(), gone(), gone(), gone(), gone(), gone(), reply(1800)],
    })
    announcer.start()
    await pass(1_000)
    expect(asked).toHaveLength(5)
    announcer.moved()
    await pass(46)
    expect(asked).toHaveLength(6)
    await pass(2_000)
    const before = asked.length
    announcer.moved()
    await pass(29)
    expect(asked).toHaveLength(before)
    await pass(17)
    expect(asked).toHaveLength(before + 1)
    expect(asked.at(-1)!.event).toBe('started')
  })

  it('has nothing to do without trackers, and leaves alone what is no tracker', async () => {
    const none = makeClient({})
    none.announcer.start()
    expect(none.hasTimer()).toBe(false)
    await none.announcer.stop()
    const bad = makeClient({
      'http://alice:secret@a.example/announce': [reply(60)],
      'ftp://a.example/': [reply(60)],
    })
    bad.announcer.start()
    await bad.pass(1)
    expect(bad.asked).toEqual([])
    expect(bad.troubles.join()).toMatch(/user.*|neither http/)
    expect(bad.troubles).toHaveLength(2)
    await bad.announcer.stop()
  })
})

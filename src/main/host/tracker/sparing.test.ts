import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHOSEN, isChosen } from '../is-chosen.ts'
import { createSparing, LISTEN_FIRST, SETTLED_AFTER, SPARED_FOR, TURN } from './sparing.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'
const id = (number: number) =>
  Math.imul(number, 2_654_435_761 | 0)
    .toString(16)
    .slice(-8)
    .padStart(8, '0')
    .padEnd(40, 'a')

describe('the couple that announces for all', () => {
  it('is the same for all who see one another, and never larger', () => {
    const hex = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((raw) => Buffer.from(raw).toString('hex'))
    fc.assert(
      fc.property(fc.uniqueArray(hex, { minLength: 1, maxLength: 30 }), hex, (peers, repo) => {
        const chosen = peers.filter((self) =>
          isChosen(
            self,
            peers.filter((peer) => peer !== self),
            repo,
          ),
        )
        expect(chosen).toHaveLength(Math.min(CHOSEN, peers.length))
      }),
    )
  })

  it('is another one for another project', () => {
    const peers = Array.from({ length: 20 }, (_, number) => id(number + 1))
    const chosenFor = (repo: string) =>
      peers
        .filter((self) =>
          isChosen(
            self,
            peers.filter((peer) => peer !== self),
            repo,
          ),
        )
        .join()
    const couples = new Set(peers.map((repo) => chosenFor(repo)))
    expect(couples.size).toBeGreaterThan(5)
  })
})

/** Peers that come at given times and see one another at once; who asks at a time. */
function makeRoom(arrivals: readonly number[]) {
  const peers = arrivals.map((arrival, index) => ({
    self: id(index + 1),
    arrival,
    gone: Infinity,
    sparing: createSparing(id(index + 1), REPO, arrival, arrival),
  }))
  const present = (now: number) => peers.filter(({ arrival, gone }) => arrival <= now && now < gone)
  return {
    peers,
    askingAt: (now: number) => {
      const here = present(now)
      return here.filter(({ self, sparing }) =>
        sparing.mayAsk(new Set(here.map((peer) => peer.self).filter((peer) => peer !== self)), false, now),
      )
    },
  }
}

describe('sparing a tracker', () => {
  it('twenty who come one after another are never more than three that ask, in any minute', () => {
    const room = makeRoom(Array.from({ length: 20 }, (_, index) => index * 2_000))
    const minutes = Array.from({ length: 10 }, () => new Set<string>())
    for (let now = 0; now < 600_000; now += 500)
      for (const { self } of room.askingAt(now)) minutes[Math.floor(now / 60_000)]!.add(self)
    for (const asked of minutes) expect(asked.size).toBeLessThanOrEqual(3)
    expect(minutes.at(-1)!.size).toBe(CHOSEN)
  })

  it('those who vanish are replaced', () => {
    const room = makeRoom(Array.from({ length: 10 }, () => 0))
    room.askingAt(0)
    room.askingAt(SETTLED_AFTER)
    const [first, second] = room.askingAt(2 * SETTLED_AFTER)
    first!.gone = second!.gone = 2 * SETTLED_AFTER + 1
    room.askingAt(2 * SETTLED_AFTER + 500)
    const next = room.askingAt(3 * SETTLED_AFTER + 500)
    expect(next).toHaveLength(CHOSEN)
    expect(next).not.toContain(first)
  })

  it('who is alone asks at once where there is no discovery, and after a moment of listening where there is', () => {
    expect(createSparing(id(1), REPO, null, 0).mayAsk(new Set(), false, 0)).toBe(true)
    const listening = createSparing(id(1), REPO, 0, 0)
    expect(listening.mayAsk(new Set(), false, LISTEN_FIRST - 1)).toBe(false)
    expect(listening.mayAsk(new Set(), false, LISTEN_FIRST)).toBe(true)
    // A project that is joined later needs no second moment.
    expect(createSparing(id(1), REPO, 0, 60_000).mayAsk(new Set(), false, 60_000)).toBe(true)
  })

  it('everybody has his turn now and then, whoever else seems to be nearer', () => {
    // Others seem to be nearer, always.
    const nearest = [REPO.slice(0, 8).padEnd(40, '0'), REPO.slice(0, 8).padEnd(40, '1')]
    const sparing = createSparing(id(1), REPO, 0, 0)
    const asks = (now: number) => sparing.mayAsk(new Set(nearest), false, now)
    expect([asks(0), asks(SETTLED_AFTER), asks(SPARED_FOR - 1)]).toEqual([false, false, false])
    expect([asks(SPARED_FOR), asks(SPARED_FOR + TURN - 1)]).toEqual([true, true])
    expect([asks(SPARED_FOR + TURN), asks(2 * SPARED_FOR + TURN)]).toEqual([false, true])
  })

  it('who finds nobody that has it among those whom he sees asks soon', () => {
    const sparing = createSparing(id(1), REPO, 0, 10_000)
    const ask = (now: number) => sparing.mayAsk(new Set([id(2), id(3)]), true, now)
    expect([ask(10_000), ask(10_000 + LISTEN_FIRST)]).toEqual([false, true])
  })
})

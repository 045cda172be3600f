import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseEvictions as choose, type KeptReel } from './choose-evictions.ts'

const id = (number: number) => number.toString(16).padStart(64, '0')
const peer = (number: number) => number.toString(16).padStart(8, '0').padEnd(40, '0')
/** The last of all to be chosen for what the tests are about. */
const self = peer(0xffffffff)
const others = (count: number) => Array.from({ length: count }, (_, at) => peer(at + 1))

const chooseEvictions = (...args: Parameters<typeof choose>) => choose(...args).map((each) => each.id)

const reel = (number: number, changes: Partial<KeptReel> = {}): KeptReel => ({
  ...{ id: id(number), bytes: 100, shared: false, linkedFrom: [], stays: null, holders: others(3) },
  ...changes,
})

describe('what makes room', () => {
  it('nothing goes within the quota, and no more than makes it fit', () => {
    const reels = [reel(1), reel(2), reel(3)]
    expect(chooseEvictions(self, reels, 300)).toEqual([])
    expect(chooseEvictions(self, reels, 299)).toHaveLength(1)
    expect(chooseEvictions(self, reels, 0)).toHaveLength(3)
  })

  it('what most others have goes first, then what is largest', () => {
    const reels = [
      reel(1, { holders: others(2) }),
      reel(2, { holders: others(5), bytes: 10 }),
      reel(3, { holders: others(5), bytes: 20 }),
    ]
    expect(chooseEvictions(self, reels, 0)).toEqual([id(3), id(2), id(1)])
  })

  it.each([
    ['nobody else has', { holders: [] }],
    ['only one other has', { holders: others(1) }],
    ['this node publishes', { stays: 'own' as const }],
    ['work is under way with', { stays: 'busy' as const }],
    ['takes no room of its own', { shared: true }],
  ])('never what %s', (_what, changes) => {
    expect(chooseEvictions(self, [reel(1, { bytes: 1e9 }), reel(2, changes)], 0)).toEqual([id(1)])
  })

  it('what shares its files with a clone does not count', () => {
    expect(chooseEvictions(self, [reel(1), reel(2, { shared: true, bytes: 1e9 })], 100)).toEqual([])
  })

  it('however many let go at the same moment, a couple keep it', () => {
    const peers = fc.uniqueArray(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(peers, fc.stringMatching(/^[0-9a-f]{64}$/), (numbers, about) => {
        const all = numbers.map(peer)
        const kept = all.filter((one) => {
          const holders = all.filter((other) => other !== one)
          return chooseEvictions(one, [reel(0, { id: about, holders })], 0).length === 0
        })
        expect(kept).toHaveLength(Math.min(2, all.length))
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../../test/cpu-time.ts'
import { planReels } from './plan-reels.ts'
import { GtpError, type ReelInfo, type ReelPoint } from './types.ts'

const full = (oid: string): ReelPoint => ({ oid, shallow: false })
const shallow = (oid: string): ReelPoint => ({ oid, shallow: true })

function reel(
  id: string,
  kind: ReelInfo['kind'],
  bytes: number,
  needs: ReelPoint[],
  gives: ReelPoint[],
): ReelInfo {
  return { id, kind, bytes, blockSize: 1024, needs, gives }
}

const main = (oid: string) => [{ name: 'refs/heads/main', oid }]
const nothing = () => false
const ids = (reels: readonly ReelInfo[]) => reels.map(({ id }) => id)

const tip = reel('tip', 'tip', 10, [], [shallow('a')])
const history = reel('history', 'history', 300, [shallow('a')], [full('a')])
const append1 = reel('append1', 'append', 2, [full('a')], [full('b')])
const append2 = reel('append2', 'append', 3, [full('b')], [full('c')])

describe('planReels', () => {
  it('takes everything, in an order that works, for a newcomer', () => {
    const reels = [append2, history, append1, tip]
    expect(ids(planReels({ refs: main('c'), reels }, nothing))).toEqual([
      'tip',
      'history',
      'append1',
      'append2',
    ])
  })

  it('puts an appended reel that needs the tip alone before the history', () => {
    const early = reel('early', 'append', 2, [shallow('a')], [shallow('b')])
    const rest = reel('rest', 'history', 300, [shallow('b')], [full('b')])
    expect(ids(planReels({ refs: main('b'), reels: [rest, tip, early] }, nothing))).toEqual([
      'tip',
      'early',
      'rest',
    ])
  })

  it('takes only what is new for one who holds the rest, and nothing for one who holds all', () => {
    const reels = [tip, history, append1, append2]
    const holdsA = ({ oid }: ReelPoint) => oid === 'a'
    expect(ids(planReels({ refs: main('c'), reels }, holdsA))).toEqual(['append1', 'append2'])
    expect(planReels({ refs: main('c'), reels }, () => true)).toEqual([])
  })

  it('prefers a splice when it is cheaper than its parts', () => {
    const splice = reel('splice', 'append', 4, [full('a')], [full('c')])
    const reels = [tip, history, append1, append2, splice]
    expect(ids(planReels({ refs: main('c'), reels }, ({ oid }) => oid === 'a'))).toEqual(['splice'])
    expect(ids(planReels({ refs: main('c'), reels }, ({ oid }) => oid === 'b'))).toEqual(['append2'])
  })

  it('takes a full commit for a shallow one, and never the other way round', () => {
    const reels = [tip, history]
    expect(ids(planReels({ refs: main('a'), reels }, ({ shallow: tree }) => tree))).toEqual(['history'])
  })

  it('refuses what leads nowhere: nobody gives it, or reels wait for one another', () => {
    const circle = [
      reel('x', 'append', 1, [full('y')], [full('x')]),
      reel('y', 'append', 1, [full('x')], [full('y')]),
    ]
    expect(() => planReels({ refs: main('z'), reels: [tip] }, nothing)).toThrow(GtpError)
    expect(() => planReels({ refs: main('x'), reels: circle }, nothing)).toThrow(GtpError)
  })

  it('gets a circle going with a third reel when that is the only way', () => {
    const x = reel('x', 'append', 1, [full('y')], [full('x'), full('z')])
    const y = reel('y', 'append', 1, [full('x')], [full('y'), full('w')])
    const start = reel('start', 'append', 9, [], [full('y')])
    const refs = ['w', 'z'].map((oid) => ({ name: `refs/heads/${oid}`, oid }))
    expect(ids(planReels({ refs, reels: [x, y, start] }, nothing))).toEqual(['start', 'x', 'y'])
  })

  it('is the cheapest of all sets that work', () => {
    fc.assert(fc.property(arbitraryReels, fc.integer({ min: 0, max: 5 }), checkAgainstAllSets), {
      numRuns: 1500,
    })
  })

  it('ends soon for a list that is built to be hard, with a plan that works', () => {
    const oids = Array.from({ length: 2000 }, (_, at) => `o${at}`)
    const reels = Array.from({ length: 64 }, (_, at) => {
      const gives = oids.filter((_oid, i) => (i * i * 7 + i * at + at * at * 13) % 17 === 0).map(full)
      return reel(`r${at}`, 'append', 1000 + ((at * 7919) % 97), [], gives)
    })
    const given = new Set(reels.flatMap(({ gives }) => gives.map(({ oid }) => oid)))
    const refs = [...given].map((oid) => ({ name: `refs/heads/${oid}`, oid }))
    const before = cpuTime()
    const plan = planReels({ refs, reels }, nothing)
    expect(cpuTime() - before).toBeLessThan(5000)
    expect(new Set(plan.flatMap(({ gives }) => gives.map(({ oid }) => oid)))).toEqual(given)
  })
})

const OIDS = ['a', 'b', 'c', 'd', 'e']
const point = fc.record({ oid: fc.constantFrom(...OIDS), shallow: fc.boolean() })
const arbitraryReels = fc
  .array(
    fc.record({
      bytes: fc.integer({ min: 1, max: 50 }),
      needs: fc.array(point, { maxLength: 2 }),
      gives: fc.array(point, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((list) => list.map(({ bytes, needs, gives }, at) => reel(`r${at}`, 'append', bytes, needs, gives)))

/** Compares with a search through all subsets; `held` is an index into OIDS, or beyond it for nothing. */
function checkAgainstAllSets(reels: ReelInfo[], held: number): void {
  const holds = ({ oid }: ReelPoint) => oid === OIDS[held]
  const refs = main('a')
  const cost = (set: readonly ReelInfo[]) => set.reduce((sum, { bytes }) => sum + bytes, 0)
  const costs = Array.from({ length: 2 ** reels.length }, (_, bits) =>
    reels.filter((_, at) => (bits >> at) & 1),
  )
    .filter((set) => connects(set, holds, 'a'))
    .map(cost)
  if (costs.length === 0) {
    expect(() => planReels({ refs, reels }, holds)).toThrow(GtpError)
    return
  }
  const plan = planReels({ refs, reels }, holds)
  expect(cost(plan)).toBe(Math.min(...costs))
  expect(connects(plan, holds, 'a')).toBe(true)
  plan.forEach((one, at) =>
    expect(one.needs.every((need) => reaches(plan.slice(0, at), holds, need))).toBe(true),
  )
}

/** Whether `need` is held or given by one of the reels, which can all be applied. */
function reaches(reels: readonly ReelInfo[], holds: (point: ReelPoint) => boolean, need: ReelPoint): boolean {
  const given = reels.flatMap(({ gives }) => gives)
  return holds(need) || given.some(({ oid, shallow: tree }) => oid === need.oid && (need.shallow || !tree))
}

function connects(set: readonly ReelInfo[], holds: (point: ReelPoint) => boolean, oid: string): boolean {
  const applied: ReelInfo[] = []
  for (let before = -1; before !== applied.length;) {
    before = applied.length
    for (const one of set) {
      if (!applied.includes(one) && one.needs.every((need) => reaches(applied, holds, need)))
        applied.push(one)
    }
  }
  return reaches(applied, holds, full(oid))
}

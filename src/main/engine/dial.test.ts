import { describe, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { createEngine, step } from './engine.ts'
import {
  DIAL_BACKOFF,
  DIAL_BURST,
  DIALS_PER_SECOND,
  HUNGRY_LINKS,
  HUNGRY_OWN_LINKS,
  MAX_CANDIDATES,
  MAX_DIAL_BACKOFF,
  MAX_DIALS,
  MAX_LINKS,
  MESH_OWN_LINKS,
  NEXT_ADDRESS_AFTER,
} from './limits.ts'
import type { Output } from './types.ts'

const REPO = 'c'.repeat(40)
const SELF = 'a'.repeat(40)
type Dial = Extract<Output, { type: 'dial' }>

/** @param known whether nothing is missing */
function joiner(known = false) {
  const state = createEngine({ peerId: SELF, name: '', port: 1, agent: '', seed: 1 })
  const project = fakeProject(1, 20)
  const repo = known ? project.repo : REPO
  step(state, { type: 'open-repo', repo, known: known ? project : null }, 0)
  const dials = (outputs: Output[]) => outputs.filter(({ type }) => type === 'dial') as Dial[]
  return {
    state,
    repo,
    hint: (id: number, now: number, peerId = String(id).padStart(40, '0')) => {
      const peer = { peerId, address: `10.${id >> 16}.${(id >> 8) & 255}.${id & 255}`, port: 7 }
      return dials(step(state, { type: 'candidate', repo, peer }, now))
    },
    fail: ({ address, port }: Dial, now: number) =>
      step(state, { type: 'dial-failed', address, port, reason: 'refused' }, now),
    tick: (now: number) => dials(step(state, { type: 'tick' }, now)),
  }
}

describe('dialling', () => {
  it('a place that never answers is tried less and less often, but never given up', () => {
    const { hint, fail, tick } = joiner()
    const times = [0]
    fail(hint(1, 0)[0]!, 0)
    for (let now = 0; now < 20 * 60_000; now += 500) {
      for (const dial of tick(now)) {
        times.push(now)
        fail(dial, now)
      }
    }
    const waits = times.slice(1).map((time, i) => time - times[i]!)
    expect(waits[0]).toBeGreaterThanOrEqual(DIAL_BACKOFF * 0.75)
    expect(waits[3]).toBeGreaterThan(waits[0]! * 3)
    expect(Math.max(...waits)).toBeLessThanOrEqual(MAX_DIAL_BACKOFF * 1.25 + 500)
    expect(waits.at(-1)).toBeGreaterThan(MAX_DIAL_BACKOFF * 0.7)
  })

  it('on another network all are tried at once', () => {
    const { hint, fail, tick, state } = joiner()
    fail(hint(1, 0)[0]!, 0)
    let now = 0
    for (; now < 5 * 60_000; now += 500) for (const dial of tick(now)) fail(dial, now)
    expect(tick(now)).toEqual([])
    expect(step(state, { type: 'network-changed' }, now)).toMatchObject([{ type: 'dial' }])
  })

  it('few are dialled at once, and few per second, however many hints there are', () => {
    const { hint, fail, tick, state } = joiner()
    const first = Array.from({ length: 500 }, (_, id) => hint(id + 1, 0)).flat()
    expect(first).toHaveLength(MAX_DIALS)
    let made = first.length
    let open = first
    for (let now = 0; now < 30_000; now += 500) {
      for (const dial of open) fail(dial, now)
      open = [...Array.from({ length: 50 }, (_, i) => hint(10_000 + now + i, now)).flat(), ...tick(now)]
      made += open.length
    }
    expect(made).toBeLessThanOrEqual(DIAL_BURST + 30 * DIALS_PER_SECOND)
    expect(state.repos.get(REPO)!.candidates.size).toBeLessThanOrEqual(MAX_CANDIDATES)
  })

  it('places without end at one address put off nobody at another', () => {
    const { state, hint, fail, tick } = joiner()
    for (let port = 1; port <= 900; port++) {
      const peer = { peerId: `f${String(port).padStart(39, '0')}`, address: '10.9.9.9', port }
      for (const output of step(state, { type: 'candidate', repo: REPO, peer }, 0))
        if (output.type === 'dial') fail(output, 0)
    }
    let dials = hint(1, 0)
    let now = 0
    for (; now < 60_000 && !dials.some(({ address }) => address === '10.0.0.1'); now += 500) {
      for (const dial of dials) fail(dial, now)
      dials = tick(now)
    }
    expect(now).toBeLessThan(5_000)
  })

  it('a peer with several addresses is tried at one, and at the next when that is silent or fails', () => {
    const { hint, fail, tick } = joiner()
    const peerId = 'b'.repeat(40)
    const [first, ...others] = [hint(1, 0, peerId), hint(2, 0, peerId), hint(3, 0, peerId)].flat()
    expect(others).toEqual([])
    expect(tick(NEXT_ADDRESS_AFTER - 1)).toEqual([])
    const second = tick(NEXT_ADDRESS_AFTER)
    expect(second).toHaveLength(1)
    fail(second[0]!, NEXT_ADDRESS_AFTER)
    const third = tick(NEXT_ADDRESS_AFTER + 1)
    expect(new Set([first, ...second, ...third].map((dial) => dial!.address)).size).toBe(3)
  })

  it('dials neither itself, nor port 0, nor whom it has a link with', () => {
    const { hint, state, tick } = joiner()
    expect(hint(1, 0, SELF)).toEqual([])
    const peerId = 'b'.repeat(40)
    step(state, { type: 'link-up', link: 1, peerId, address: '10.0.0.9', port: 7, initiated: false }, 0)
    expect(hint(2, 0, peerId)).toEqual([])
    const nowhere = { peerId: 'd'.repeat(40), address: '10.0.0.3', port: 0 }
    expect(step(state, { type: 'candidate', repo: REPO, peer: nowhere }, 0)).toEqual([])
    expect(tick(5_000)).toEqual([])
  })

  it('who lacks something stops at a number of links', () => {
    const { hint, state, tick } = joiner()
    let link = 0
    for (let now = 0; now < 60_000; now += 500) {
      const dials = [...hint(1_000 + now, now), ...hint(1_001 + now, now), ...tick(now)]
      for (const { address, port, expect: peerId } of dials) {
        step(state, { type: 'link-up', link: ++link, peerId: peerId!, address, port, initiated: true }, now)
        const hello = { type: 'hello', version: 'GTP/0.2', name: '', port, agent: '' } as const
        step(state, { type: 'message', link, message: hello }, now)
        step(state, { type: 'message', link, message: { type: 'join', repo: REPO } }, now)
      }
    }
    expect(state.links.size).toBe(HUNGRY_LINKS)
  })

  describe('among as many uninvited as there is room for', () => {
    /** @param known whether nothing is missing */
    function crowded(known: boolean) {
      const node = joiner(known)
      const { state } = node
      const meet = (link: number, peerId: string, address: string, initiated: boolean, now: number) => {
        step(state, { type: 'link-up', link, peerId, address, port: 7, initiated }, now)
        const hello = { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' } as const
        step(state, { type: 'message', link, message: hello }, now)
        step(state, { type: 'message', link, message: { type: 'join', repo: node.repo } }, now)
        step(state, { type: 'message', link, message: { type: 'interested' } }, now)
      }
      for (let link = 1; link <= MAX_LINKS; link++)
        meet(link, `e${String(link).padStart(39, '0')}`, `10.9.0.${link % 24}`, false, 0)
      let link = MAX_LINKS
      /** Somebody is heard of every half second, and whoever is dialled answers. @returns links that this node began */
      const own = (from: number, ms: number) => {
        for (let now = from; now < from + ms; now += 500)
          for (const dial of [...node.hint(now, now), ...node.tick(now)])
            meet(++link, dial.expect!, dial.address, true, now)
        return [...state.links.values()].filter(({ initiated }) => initiated).length
      }
      return { state, own }
    }

    it('who lacks something still finds others', () => {
      const { state, own } = crowded(false)
      expect(own(500, 8_000)).toBe(HUNGRY_OWN_LINKS)
      expect(state.links.size).toBe(MAX_LINKS)
    })

    it('who lacks nothing keeps some whom it chose, for news', () => {
      const { own } = crowded(true)
      expect(own(500, 8_000)).toBe(MESH_OWN_LINKS)
      expect(own(8_500, 20_000)).toBe(MESH_OWN_LINKS)
    })
  })
})

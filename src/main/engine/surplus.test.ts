import { describe, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { createEngine, step } from './engine.ts'
import {
  AIM_LINKS,
  FAIR_START,
  MAX_LINKS,
  MAX_LINKS_OF_GROUP,
  MESH_LINKS,
  PARTED_FOR,
  SURPLUS_AFTER,
  SURPLUS_EVERY,
} from './limits.ts'
import type { Message } from '../gtp/types.ts'
import type { Output } from './types.ts'

const project = fakeProject(1, 20)
const other = fakeProject(2, 20)
const peerIdOf = (link: number) => String(link).padStart(40, '0')

function makeNode() {
  const state = createEngine({ peerId: 'a'.repeat(40), name: '', port: 1, agent: '', seed: 1 })
  for (const { repo, info, references } of [project, other])
    step(state, { type: 'open-repo', repo, known: { info, references } }, 0)
  const say = (link: number, message: Message, now = 0) =>
    step(state, { type: 'message', link, message }, now)
  return {
    state,
    say,
    meet(link: number, repo: string, now = 0) {
      const address = `10.0.${link >> 8}.${link & 255}`
      step(state, { type: 'link-up', link, peerId: peerIdOf(link), address, port: 7, initiated: false }, now)
      say(link, { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' }, now)
      say(link, { type: 'join', repo }, now)
    },
    /** Ticks twice a second; keep-alives come in time. */
    pass(from: number, ms: number): Output[] {
      const outputs: Output[] = []
      for (let now = from; now < from + ms; now += 500) {
        if (now % 20_000 === 0) for (const link of state.links.keys()) say(link, { type: 'keep-alive' }, now)
        outputs.push(...step(state, { type: 'tick' }, now))
      }
      return outputs
    },
  }
}
const ended = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.type === 'close' && output.code === 'full' ? [output.link] : []))

describe('a budget of connections', () => {
  it('newcomers are taken beyond it, and what is of no use ends after a while, the newest first', () => {
    const { state, meet, pass } = makeNode()
    for (let link = 1; link <= 150; link++) meet(link, project.repo)
    expect(state.links.size).toBe(150)
    expect(ended(pass(0, SURPLUS_AFTER))).toEqual([])
    const closed = ended(pass(SURPLUS_AFTER, 60_000))
    expect(closed).toHaveLength(150 - AIM_LINKS)
    expect(closed[0]).toBe(150)
    expect(Math.min(...closed)).toBe(AIM_LINKS + 1)
    expect(ended(pass(90_000 + SURPLUS_EVERY, 60_000))).toEqual([])
  })

  it('who wants something, and the last ones of a project, stay', () => {
    const { state, say, meet, pass } = makeNode()
    for (let link = 1; link <= MAX_LINKS; link++) {
      const rare = link > MAX_LINKS - MESH_LINKS
      meet(link, rare ? other.repo : project.repo)
      if (link % 2 === 0) say(link, { type: 'interested' })
    }
    pass(0, 10 * 60_000)
    const left = [...state.links.keys()]
    expect(left.filter((link) => link > MAX_LINKS - MESH_LINKS)).toHaveLength(MESH_LINKS)
    expect(left.filter((link) => link % 2 === 0)).toHaveLength(MAX_LINKS / 2)
    expect(left.filter((link) => link % 2 === 1 && link <= MAX_LINKS - MESH_LINKS)).toEqual([])
  })

  it('one address with all of them gives way to others, one by one', () => {
    const { state } = makeNode()
    const meetFrom = (link: number, address: string) =>
      step(state, { type: 'link-up', link, peerId: peerIdOf(link), address, port: 7, initiated: false }, 0)
    for (let link = 1; link <= MAX_LINKS; link++) meetFrom(link, link % 2 ? '10.1.0.1' : '10.1.0.2')
    expect(ended(meetFrom(500, '10.1.0.1'))).toEqual([500])
    expect(ended(meetFrom(501, '10.1.0.3'))).toEqual([MAX_LINKS])
    state.earned.set(peerIdOf(MAX_LINKS - 1), true)
    for (const link of [MAX_LINKS - 1, MAX_LINKS - 2])
      step(
        state,
        {
          type: 'message',
          link,
          message: { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' },
        },
        0,
      )
    expect(ended(meetFrom(502, '10.1.0.4'))).toEqual([MAX_LINKS - 3])
    expect(state.links.size).toBe(MAX_LINKS)
  })

  it('of an address that has too many, who says most gives way to a newcomer, or who does not even say hello', () => {
    const { state, say } = makeNode()
    const up = (link: number, now: number) => {
      const at = { peerId: peerIdOf(link), address: '10.1.0.1', port: 7 }
      return ended(step(state, { type: 'link-up', link, ...at, initiated: false }, now))
    }
    const greet = (link: number, now: number) =>
      say(link, { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' }, now)
    for (let link = 1; link <= MAX_LINKS_OF_GROUP; link++) {
      up(link, 0)
      if (link !== 9) greet(link, 0)
    }
    for (let times = 0; times < 5; times++) say(7, { type: 'keep-alive' }, 10)
    // Nobody knows yet what is to come of the ninth.
    expect(up(501, 20)).toEqual([7])
    greet(501, 20)
    expect(up(502, FAIR_START)).toEqual([9])
    greet(502, FAIR_START)
    // What was said in the second before counts until there is more to tell.
    for (let times = 0; times < 5; times++) say(3, { type: 'keep-alive' }, 900)
    say(3, { type: 'keep-alive' }, 1_100)
    expect(up(503, 1_100)).toEqual([3])
    expect(state.links.size).toBe(MAX_LINKS_OF_GROUP)
  })

  it('an address that has too many keeps those who gave something', () => {
    const { state } = makeNode()
    const up = (link: number) => {
      const at = { peerId: peerIdOf(link), address: '10.1.0.1', port: 7, initiated: false }
      return ended(step(state, { type: 'link-up', link, ...at }, 0))
    }
    for (let link = 1; link <= MAX_LINKS_OF_GROUP; link++) {
      up(link)
      state.earned.set(peerIdOf(link), true)
      const hello = { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' } as const
      step(state, { type: 'message', link, message: hello }, 0)
    }
    expect(up(501)).toEqual([501])
  })

  it('two connections of one address are enough for another to get one; one is not', () => {
    const { state } = makeNode()
    const meetFrom = (link: number, address: string) =>
      step(state, { type: 'link-up', link, peerId: peerIdOf(link), address, port: 7, initiated: false }, 0)
    for (let link = 1; link <= MAX_LINKS; link++) meetFrom(link, `10.1.0.${Math.max(2, link)}`)
    expect(ended(meetFrom(500, '10.2.0.1'))).toEqual([2])
    expect(ended(meetFrom(501, '10.2.0.2'))).toEqual([501])
  })

  it('whom it parted from is not dialled again for a mesh, but when something is missing', () => {
    const { state, say, meet } = makeNode()
    meet(1, project.repo)
    say(1, { type: 'goodbye', code: 'full', text: '' }, 1_000)
    const hint = (now: number) =>
      step(
        state,
        {
          type: 'candidate',
          repo: project.repo,
          peer: { peerId: peerIdOf(1), address: '10.0.0.1', port: 7 },
        },
        now,
      ).filter(({ type }) => type === 'dial')
    expect(hint(2_000)).toEqual([])
    expect(hint(1_000 + PARTED_FOR * 1.3)).toHaveLength(1)

    const hungry = makeNode()
    hungry.meet(1, project.repo)
    hungry.say(1, { type: 'goodbye', code: 'full', text: '' }, 1_000)
    const [reel] = project.reels
    step(hungry.state, { type: 'open-reel', reel: reel!.info, hashes: null, have: 'none' }, 1_500)
    step(
      hungry.state,
      { type: 'want', repo: project.repo, reels: [{ id: reel!.info.id, priority: 0 }] },
      1_500,
    )
    const peer = { peerId: peerIdOf(1), address: '10.0.0.1', port: 7 }
    const dials = step(hungry.state, { type: 'candidate', repo: project.repo, peer }, 2_000)
    expect(dials.filter(({ type }) => type === 'dial')).toHaveLength(1)
  })
})

import { beforeEach, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import { blockCount } from '../gtp/reel.ts'
import type { Message } from '../gtp/types.ts'
import { packBits } from './bitmap.ts'
import { createEngine, holdersOf, step, viewOf, type EngineState } from './engine.ts'
import type { Input, Output } from './types.ts'

const project = fakeProject(1, 20)
const other = fakeProject(2, 20)
const { info, hashes } = project.reels.at(-1)!

let holder: EngineState
let fetcher: EngineState
let now = 0
const put = (state: EngineState, input: Input): readonly Output[] => {
  const outputs = step(state, input, now)
  checkInvariants(state)
  return outputs
}
const said = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.type === 'send' ? [output] : []))
const hear = (state: EngineState, message: Message, link = 1) =>
  put(state, { type: 'message', link, message })

function meet(state: EngineState, peer: string, link: number, repo: string): readonly Output[] {
  put(state, {
    type: 'link-up',
    link,
    peerId: peer.repeat(40),
    address: '10.0.0.1',
    port: 9,
    initiated: false,
  })
  hear(state, { type: 'hello', version: 'GTP/0.2', name: '', port: 9, agent: '' }, link)
  return hear(state, { type: 'join', repo }, link)
}
const node = (peer: string) => {
  const state = createEngine({ peerId: peer.repeat(40), name: peer, port: 1, agent: '', seed: 5 })
  for (const known of [project, other]) put(state, { type: 'open-repo', repo: known.repo, known })
  return state
}
const blocks = blockCount(info)
const whole = packBits(new Uint8Array(blocks).fill(1))
const nothing = new Uint8Array(whole.length)

beforeEach(() => {
  now = 0
  holder = node('a')
  put(holder, { type: 'open-reel', reel: info, hashes, have: 'all' })
  fetcher = node('b')
  put(fetcher, { type: 'open-reel', reel: info, hashes, have: 'none' })
})

it('tells who was told of it, and nobody else', () => {
  meet(holder, 'b', 1, project.repo)
  meet(holder, 'c', 2, other.repo)
  const told = said(put(holder, { type: 'evict-reel', reel: info.id }))
  expect(told).toEqual([
    { type: 'send', link: 1, message: { type: 'bitfield', reel: info.id, bits: nothing } },
  ])
})

it('rejects what was asked for and waits, and what is asked for later', () => {
  meet(holder, 'b', 1, project.repo)
  hear(holder, { type: 'interested' })
  put(holder, { type: 'tick' })
  for (let index = 0; index < 10; index++) hear(holder, { type: 'request', reel: info.id, index })
  const link = holder.links.get(1)!
  const waiting = link.queue.length
  expect(waiting).toBeGreaterThan(0)
  const rejected = said(put(holder, { type: 'evict-reel', reel: info.id })).filter(
    ({ message }) => message.type === 'reject',
  )
  expect(rejected).toHaveLength(waiting)
  expect(said(hear(holder, { type: 'request', reel: info.id, index: 3 }))).toMatchObject([
    { message: { type: 'reject', index: 3 } },
  ])
})

it('opened again, it is not here; and it can be fetched again', () => {
  meet(holder, 'b', 1, project.repo)
  put(holder, { type: 'evict-reel', reel: info.id })
  put(holder, { type: 'open-reel', reel: info, hashes, have: 'none' })
  expect(viewOf(holder, now).reels).toMatchObject([{ id: info.id, have: 0, blocks }])
  hear(holder, { type: 'unchoke' })
  hear(holder, { type: 'bitfield', reel: info.id, bits: whole })
  const outputs = put(holder, { type: 'want', repo: project.repo, reels: [{ id: info.id, priority: 0 }] })
  expect(said(outputs).some(({ message }) => message.type === 'request')).toBe(true)
})

it('who hears of it asks that peer no more, and no longer counts him', () => {
  meet(fetcher, 'a', 1, project.repo)
  hear(fetcher, { type: 'bitfield', reel: info.id, bits: whole })
  hear(fetcher, { type: 'unchoke' })
  put(fetcher, { type: 'want', repo: project.repo, reels: [{ id: info.id, priority: 0 }] })
  expect(holdersOf(fetcher, info.id)).toEqual(['a'.repeat(40)])
  const asked = [...fetcher.links.get(1)!.asked.values()]
  expect(asked.length).toBeGreaterThan(0)
  hear(fetcher, { type: 'bitfield', reel: info.id, bits: nothing })
  for (const { index } of asked) hear(fetcher, { type: 'reject', reel: info.id, index })
  now += 500
  put(fetcher, { type: 'tick' })
  expect(fetcher.links.get(1)!.asked.size).toBe(0)
  expect(fetcher.links.size).toBe(1)
  expect(holdersOf(fetcher, info.id)).toEqual([])
  expect(fetcher.reels.get(info.id)).toMatchObject({ holders: 0, seeders: 0 })
})

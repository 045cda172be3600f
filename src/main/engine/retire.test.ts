import { beforeEach, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import type { Message } from '../gtp/types.ts'
import { createEngine, step, type EngineState } from './engine.ts'
import { MAX_TOLD_RETIRED } from './limits.ts'
import { mayShow } from './state.ts'
import type { Input, Output } from './types.ts'

const project = fakeProject(1, 20)
const { repo } = project
const elsewhere = fakeProject(2, 20)
const old = Array.from({ length: MAX_TOLD_RETIRED + 1 }, (_, at) => fakeProject(10 + at, 20).reels[0]!)
const ids = old.map(({ info }) => info.id)

let state: EngineState
const put = (input: Input): readonly Output[] => {
  const outputs = step(state, input, 0)
  checkInvariants(state)
  return outputs
}
const hear = (link: number, message: Message) => put({ type: 'message', link, message })
const said = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.type === 'send' ? [output.message] : []))

function arrive(link: number, joins: string): readonly Message[] {
  const peerId = String(link).padStart(40, '0')
  put({ type: 'link-up', link, peerId, address: '10.0.0.1', port: 9, initiated: false })
  hear(link, { type: 'hello', version: 'GTP/0.2', name: '', port: 9, agent: '' })
  return said(hear(link, { type: 'join', repo: joins }))
}

beforeEach(() => {
  state = createEngine({ peerId: 'a'.repeat(40), name: 'alice', port: 1, agent: '', seed: 5 })
  for (const known of [project, elsewhere]) put({ type: 'open-repo', repo: known.repo, known })
  put({ type: 'retire', repo, reels: ids })
  for (const { info, hashes } of old) put({ type: 'open-reel', reel: info, hashes, have: 'all' })
})

it('what was listed lately is served to who takes part, and to nobody else', () => {
  arrive(1, repo)
  arrive(2, elsewhere.repo)
  const [one, two] = [...state.links.values()]
  for (const id of ids) {
    expect(mayShow(state, one!, id)).toBe(true)
    expect(mayShow(state, two!, id)).toBe(false)
  }
  expect(said(hear(1, { type: 'get-hashes', reel: ids[0]! }))).toMatchObject([{ type: 'hashes' }])
  expect(said(hear(2, { type: 'get-hashes', reel: ids[0]! }))).toEqual([])
})

it('who comes later is told of the newest of it', () => {
  const told = arrive(1, repo).flatMap((message) => (message.type === 'bitfield' ? [message.reel] : []))
  expect(told).toEqual(ids.slice(0, MAX_TOLD_RETIRED))
})

it('its time ends, by itself or with the repository', () => {
  arrive(1, repo)
  const [one] = [...state.links.values()]
  put({ type: 'retire', repo, reels: ids.slice(1) })
  expect(mayShow(state, one!, ids[0]!)).toBe(false)
  expect(mayShow(state, one!, ids[1]!)).toBe(true)
  put({ type: 'close-repo', repo })
  expect(mayShow(state, one!, ids[1]!)).toBe(false)
})

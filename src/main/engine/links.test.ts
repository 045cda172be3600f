import { describe, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import { createEngine, step, type EngineState } from './engine.ts'
import { ANSWER_BURST, HELLO_TIMEOUT, LOST_AFTER, MAX_FALSE_NEWS, MAX_MESSAGES_PER_SECOND } from './limits.ts'
import type { Message } from '../gtp/types.ts'
import type { Output } from './types.ts'

const LOW = 'a'.repeat(40)
const HIGH = 'b'.repeat(40)
const project = fakeProject(1, 20)

const engineOf = (peerId: string) => createEngine({ peerId, name: '', port: 1, agent: '', seed: 1 })
const up = (state: EngineState, link: number, peerId: string, initiated: boolean, now: number) =>
  step(state, { type: 'link-up', link, peerId, address: '10.0.0.1', port: 7, initiated }, now)
const hear = (state: EngineState, message: Message, now = 0, link = 1) =>
  step(state, { type: 'message', link, message }, now)
const closed = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.type === 'close' ? [[output.link, output.code]] : []))

function linked(): EngineState {
  const state = engineOf(LOW)
  step(state, { type: 'open-repo', repo: project.repo, known: project }, 0)
  up(state, 1, HIGH, false, 0)
  hear(state, { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' })
  hear(state, { type: 'join', repo: project.repo })
  return state
}

describe('two connections between the same peers', () => {
  it('both sides keep the one that the lower peer ID dialled, whichever they saw first', () => {
    for (const dialledFirst of [true, false]) {
      const [low, high] = [engineOf(LOW), engineOf(HIGH)]
      const ids = dialledFirst ? [1, 2] : [2, 1]
      for (const link of ids) up(low, link, HIGH, link === 1, 0)
      for (const link of ids.toReversed()) up(high, link, LOW, link === 2, 0)
      expect([...low.links.keys()]).toEqual([1])
      expect([...high.links.keys()]).toEqual([1])
    }
  })

  it('a peer that dials again has lost the older one', () => {
    const high = engineOf(HIGH)
    up(high, 1, LOW, false, 0)
    expect(closed(up(high, 2, LOW, false, 10))).toEqual([[1, 'duplicate']])
  })

  it('one that missed a keep-alive gives way: its peer was cut off without a word', () => {
    const low = engineOf(LOW)
    up(low, 1, HIGH, true, 0)
    expect(closed(up(low, 2, HIGH, false, 1_000))).toEqual([[2, 'duplicate']])
    expect(closed(up(low, 3, HIGH, false, LOST_AFTER + 1))).toEqual([[1, 'duplicate']])
  })

  it('a connection to oneself is refused', () => {
    expect(closed(up(engineOf(LOW), 1, LOW, true, 0))).toEqual([[1, 'self']])
  })
})

describe('a peer of another version', () => {
  const others = (outputs: readonly Output[]) => outputs.filter(({ type }) => type === 'other-version')

  it('is greeted, so that it knows whom it called, and takes the place of nobody', () => {
    const state = linked()
    const at = {
      type: 'link-up',
      link: 2,
      peerId: HIGH,
      address: '10.0.0.1',
      port: 7,
      initiated: false,
    } as const
    const outputs = step(state, { ...at, version: 'GTP/0.3' }, 0)
    expect(outputs).toMatchObject([
      { type: 'send', link: 2, message: { type: 'hello', version: 'GTP/0.2' } },
      { type: 'other-version', peerId: HIGH, version: 'GTP/0.3' },
      { type: 'close', link: 2, code: 'version' },
    ])
    expect([...state.links.keys()]).toEqual([1])
  })

  it('is told of when it says hello or goodbye so', () => {
    const state = engineOf(LOW)
    const hello = (version: string) => ({ type: 'hello', version, name: 'Bob', port: 7, agent: '' }) as const
    up(state, 1, HIGH, false, 0)
    const told = [{ type: 'other-version', peerId: HIGH, name: 'Bob', version: 'GTP/1.0' }]
    expect(others(hear(state, hello('GTP/1.0')))).toEqual(told)
    up(state, 2, HIGH, false, 0)
    expect(others(hear(state, hello('GTP/0.3'), 0, 2))).toEqual([])
    const goodbye = { type: 'goodbye', code: 'version', text: '' } as const
    expect(others(hear(state, goodbye, 0, 2))).toMatchObject([{ name: 'Bob', version: 'GTP/0.3' }])
    up(state, 3, HIGH, false, 0)
    expect(others(hear(state, goodbye, 0, 3))).toMatchObject([{ name: '', version: null }])
  })
})

describe('a peer that breaks the rules', () => {
  it('is dropped when it floods, says hello late, twice or never', () => {
    const flooded = linked()
    const outputs = Array.from({ length: MAX_MESSAGES_PER_SECOND + 1 }, () =>
      hear(flooded, { type: 'keep-alive' }),
    )
    expect(closed(outputs.flat())).toEqual([[1, 'limit']])

    const hello = { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' } as const
    expect(closed(hear(linked(), hello))).toEqual([[1, 'bad-message']])
    const silent = engineOf(LOW)
    up(silent, 1, HIGH, false, 0)
    expect(closed(step(silent, { type: 'tick' }, HELLO_TIMEOUT + 1))).toEqual([[1, 'idle']])
    const early = engineOf(LOW)
    up(early, 1, HIGH, false, 0)
    expect(closed(hear(early, { type: 'unchoke' }))).toEqual([[1, 'bad-message']])
  })

  it('is dropped when it tells of blocks that a reel does not have, learnt before or after', () => {
    const { info } = project.reels[0]!
    const lie = { type: 'have', reel: info.id, indexes: [500] } as const
    const open = { type: 'open-reel', reel: info, hashes: null, have: 'none' } as const
    const after = linked()
    step(after, open, 0)
    expect(closed(hear(after, lie))).toEqual([[1, 'bad-message']])
    const before = linked()
    expect(closed(hear(before, lie))).toEqual([])
    expect(closed(step(before, open, 0))).toEqual([[1, 'bad-message']])
    checkInvariants(before)
  })

  it('gets only so many large answers', () => {
    const state = linked()
    const ask = { type: 'get-references', repo: project.repo } as const
    let bytes = 0
    for (let now = 0; now < 60_000; now += 1)
      for (const output of hear(state, ask, now))
        if (output.type === 'send' && output.message.type === 'references-object')
          bytes += output.message.object.length + output.message.info.length
    expect(bytes).toBeGreaterThan(ANSWER_BURST)
    expect(bytes).toBeLessThan(ANSWER_BURST + 61 * 1024 * 1024)
    expect(state.links.size).toBe(1)
  })

  it('is dropped when it announces newer heads again and again, and has none', () => {
    const state = linked()
    const { repo, info, references } = project
    const said: Output[] = []
    for (let i = 0; i <= MAX_FALSE_NEWS + 1; i++) {
      said.push(...hear(state, { type: 'references', repo, seq: 99, digest: 'cd'.repeat(32) }))
      said.push(...hear(state, { type: 'references-object', repo, info, object: references.bytes }))
    }
    expect(closed(said)).toEqual([[1, 'limit']])
  })
})

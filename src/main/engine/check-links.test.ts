import { describe, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { createEngine, step, type EngineState } from './engine.ts'
import { CHECK_TIMEOUT, CHECK_TIMEOUT_BUSY, LOST_AFTER, QUIET_AFTER, TICK_MS } from './limits.ts'
import type { Message } from '../gtp/types.ts'
import type { Input, Output } from './types.ts'

const [SELF, PEER] = ['a'.repeat(40), 'b'.repeat(40)] as const
const project = fakeProject(1, 20)
const reel = project.reels[0]!.info
const GONE: Input = { type: 'peer-gone', peerId: PEER }

const engineOf = (peerId: string) => createEngine({ peerId, name: '', port: 1, agent: '', seed: 1 })
const hear = (state: EngineState, message: Message, now = 0) =>
  step(state, { type: 'message', link: 1, message }, now)
const closes = (outputs: readonly Output[]) => outputs.some(({ type }) => type === 'close')
const questions = (outputs: readonly Output[]): Message[] =>
  outputs.flatMap((output) =>
    output.type === 'send' && output.message.type === 'request' ? output.message : [],
  )

function linked(self = SELF, peer = PEER): EngineState {
  const state = engineOf(self)
  step(state, { type: 'open-repo', repo: project.repo, known: project }, 0)
  step(state, { type: 'link-up', link: 1, peerId: peer, address: '10.0.0.1', port: 7, initiated: false }, 0)
  hear(state, { type: 'hello', version: 'GTP/0.2', name: '', port: 7, agent: '' })
  hear(state, { type: 'join', repo: project.repo })
  step(state, { type: 'tick' }, 0)
  return state
}

/** Ticks until the link ends; null if it stays. `each` happens before every tick. */
function endOf(state: EngineState, from: number, until: number, each?: (now: number) => void): number | null {
  for (let now = from + TICK_MS; now <= until; now += TICK_MS) {
    each?.(now)
    if (closes(step(state, { type: 'tick' }, now))) return now
  }
  return null
}

describe('a peer that discovery does not find any more', () => {
  it('is asked, and its connection ends soon when nothing comes', () => {
    const state = linked()
    expect(questions(step(state, GONE, 0))).toHaveLength(1)
    const end = endOf(state, 0, 60_000)
    expect(end).toBeGreaterThan(CHECK_TIMEOUT)
    expect(end).toBeLessThan(CHECK_TIMEOUT + 3 * TICK_MS)
  })

  it('stays when it answers, as every peer does', () => {
    const [state, peer] = [linked(), linked(PEER, SELF)]
    for (let now = 0; now < 60_000; now += TICK_MS) {
      for (const question of questions(step(state, GONE, now))) {
        const answers = hear(peer, question, now)
        expect(answers).toMatchObject([{ type: 'send', message: { type: 'reject' } }])
        for (const answer of answers) if (answer.type === 'send') hear(state, answer.message, now)
      }
      expect(closes(step(state, { type: 'tick' }, now))).toBe(false)
    }
  })

  it('is asked once, however often that is said', () => {
    const state = linked()
    expect(questions([...step(state, GONE, 0), ...step(state, GONE, 1)])).toHaveLength(1)
    expect(step(state, { type: 'peer-gone', peerId: 'c'.repeat(40) }, 0)).toEqual([])
  })

  it('stays while a large block comes in pieces', () => {
    const state = linked()
    step(state, GONE, 0)
    expect(endOf(state, 0, 30_000, (now) => step(state, { type: 'heard', link: 1 }, now))).toBeNull()
  })

  it('gets longer while blocks of ours are before the question', () => {
    const state = linked()
    state.links.get(1)!.serving.add('a block')
    step(state, GONE, 0)
    expect(endOf(state, 0, 60_000)).toBeGreaterThan(CHECK_TIMEOUT_BUSY)
  })

  it('stays when it was this node that stood still', () => {
    const state = linked()
    step(state, GONE, 0)
    expect(closes(step(state, { type: 'tick' }, 60_000))).toBe(false)
  })
})

describe('a silent peer', () => {
  it('is asked when this computer is on another network', () => {
    expect(questions(step(linked(), { type: 'network-changed' }, 0))).toHaveLength(1)
  })

  it('that owes blocks is asked soon, and left', () => {
    const state = linked()
    step(state, { type: 'open-reel', reel, hashes: project.reels[0]!.hashes, have: 'none' }, 0)
    step(state, { type: 'want', repo: project.repo, reels: [{ id: reel.id, priority: 0 }] }, 0)
    hear(state, { type: 'have', reel: reel.id, indexes: [0] })
    hear(state, { type: 'unchoke' })
    expect(state.links.get(1)!.asked.size).toBeGreaterThan(0)
    expect(endOf(state, 0, 60_000)).toBeLessThan(QUIET_AFTER + CHECK_TIMEOUT + 4 * TICK_MS)
  })

  it('that owes nothing is asked once it missed a keep-alive', () => {
    const end = endOf(linked(), 0, 90_000)
    expect(end).toBeGreaterThan(LOST_AFTER)
    expect(end).toBeLessThan(LOST_AFTER + CHECK_TIMEOUT + 4 * TICK_MS)
  })
})

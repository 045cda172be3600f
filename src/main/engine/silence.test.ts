/** Peers that could answer, or could send what they claim to have, and don't. */
import { beforeEach, describe, expect, it } from 'vitest'
import { BLOCK, fakeProject } from '../../../test/simulator/fake-project.ts'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import type { Message } from '../gtp/types.ts'
import { createEngine, step, type EngineState } from './engine.ts'
import {
  ANSWER_PATIENCE,
  ANSWER_TIMEOUT,
  FIRST_BLOCK_TIMEOUT,
  MAX_ASKED_AT_ONCE,
  MAX_REJECTS,
  MAX_RESTS,
  MAX_SILENCES,
  REFUSAL_TIME,
  REJECTED_REST,
  TICK_MS,
} from './limits.ts'
import type { Input, Output } from './types.ts'

const project = fakeProject(1, 400)
const { repo, references } = project
const reel = project.reels[1]!

let state: EngineState
let now: number

function put(input: Input): readonly Output[] {
  const outputs = step(state, input, now)
  checkInvariants(state)
  return outputs
}
const hear = (link: number, message: Message) => put({ type: 'message', link, message })
const asked = (outputs: readonly Output[], type: Message['type']) =>
  outputs.flatMap((output) => (output.type === 'send' && output.message.type === type ? [output.link] : []))
const pass = (time: number) => {
  const outputs: Output[] = []
  for (const end = now + time; now < end;) {
    now += TICK_MS
    for (const link of [...state.links.keys()]) hear(link, { type: 'keep-alive' })
    outputs.push(...put({ type: 'tick' }))
  }
  return outputs
}
function arrive(link: number): readonly Output[] {
  const peerId = String(link).padStart(40, '0')
  put({ type: 'link-up', link, peerId, address: `10.0.0.${link}`, port: 9, initiated: false })
  hear(link, { type: 'hello', version: 'GTP/0.2', name: '', port: 9, agent: '' })
  return hear(link, { type: 'join', repo })
}

beforeEach(() => {
  now = 0
  state = createEngine({ peerId: 'a'.repeat(40), name: 'alice', port: 1, agent: '', seed: 5 })
})

describe('a question for references', () => {
  const announce: Message = { type: 'references', repo, seq: 1, digest: references.digest }

  it('is put to one more peer while the others are silent, within bounds, and whoever answers is heard', () => {
    put({ type: 'open-repo', repo, known: null })
    const links = Array.from({ length: MAX_ASKED_AT_ONCE + 3 }, (_, index) => index + 1)
    const first = links.flatMap((link) => asked([...arrive(link), ...hear(link, announce)], 'get-references'))
    expect(first).toHaveLength(1)
    const more = asked(pass(ANSWER_TIMEOUT - TICK_MS), 'get-references')
    expect(new Set([...first, ...more]).size).toBe(first.length + more.length)
    expect(more.length).toBeGreaterThan(1)
    expect(more.length).toBeLessThan(MAX_ASKED_AT_ONCE)
    hear(more.at(-1)!, { type: 'references-object', repo, info: project.info, object: references.bytes })
    expect(state.repos.get(repo)?.known?.references.seq).toBe(1)
  })

  it('is put to another one soon where not a byte came', () => {
    put({ type: 'open-repo', repo, known: null })
    for (const link of [1, 2]) {
      arrive(link)
      hear(link, announce)
    }
    now += ANSWER_PATIENCE
    expect(asked(put({ type: 'tick' }), 'get-references')).toHaveLength(1)
  })

  it('who never answers is dropped and refused', () => {
    put({ type: 'open-repo', repo, known: null })
    arrive(1)
    hear(1, announce)
    pass((MAX_SILENCES + 1) * ANSWER_TIMEOUT)
    expect(state.links.has(1)).toBe(false)
    expect(state.bannedUntil.size).toBe(1)
  })
})

describe('who claims to have blocks', () => {
  const fetching = () => {
    put({ type: 'open-repo', repo, known: project })
    put({ type: 'open-reel', reel: reel.info, hashes: reel.hashes, have: 'none' })
    put({ type: 'want', repo, reels: [{ id: reel.info.id, priority: 0 }] })
    arrive(1)
    hear(1, { type: 'bitfield', reel: reel.info.id, bits: new Uint8Array(400 / 8).fill(255) })
    return hear(1, { type: 'unchoke' })
  }
  /** Rejects whatever is asked; how often that was. */
  const reject = (outputs: readonly Output[], most: number): number => {
    const requests = [...outputs]
    let times = 0
    while (requests.length > 0 && times < most) {
      const output = requests.shift()
      if (output?.type !== 'send' || output.message.type !== 'request') continue
      const { reel, index } = output.message
      if (reel.startsWith('00')) continue
      times++
      requests.push(...hear(1, { type: 'reject', reel, index }))
    }
    return times
  }

  it('and rejects every request is not asked without end, and dropped in the end', () => {
    expect(reject(fetching(), 5_000)).toBeLessThanOrEqual(2 * MAX_REJECTS)
    for (let times = 0; times < 2 * MAX_RESTS && state.links.has(1); times++)
      reject(pass(REJECTED_REST + REFUSAL_TIME), 5_000)
    expect(state.bannedUntil.size).toBe(1)
  })

  it('and sends none is left for another before long', () => {
    fetching()
    arrive(2)
    hear(2, { type: 'bitfield', reel: reel.info.id, bits: new Uint8Array(400 / 8).fill(255) })
    const [asked] = [...state.links.get(1)!.asked.values()]
    expect(asked).toBeDefined()
    now += FIRST_BLOCK_TIMEOUT + 1
    put({ type: 'tick' })
    expect(state.links.get(1)!.asked.size).toBe(0)
    expect(state.reels.get(reel.info.id)!.pending.size).toBe(0)
  })

  it('and sends one now and then is left alone', () => {
    let outputs = fetching()
    for (let index = 0; index < 3 * MAX_RESTS; index++) {
      reject(outputs, 5_000)
      const data = reel.content.slice(index * BLOCK, (index + 1) * BLOCK)
      hear(1, { type: 'block', reel: reel.info.id, index, data })
      outputs = pass(REJECTED_REST + REFUSAL_TIME)
    }
    expect(state.links.has(1)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { anyMessage, fetched, held, secret } from '../../../test/simulator/any-message.ts'
import { BLOCK, fakeProject } from '../../../test/simulator/fake-project.ts'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import { createEngine, step, type EngineState } from './engine.ts'
import { mayShow } from './state.ts'
import type { Input, Output } from './types.ts'

/** What it makes for those who ask for a pack. */
const [pack] = fakeProject(4, 200).reels
const [tip, history] = fetched.reels.map(({ info }) => info)

/** What the driver of an honest node may do in between. */
const driverInputs: readonly Input[] = [
  { type: 'pause-repo', repo: fetched.repo },
  { type: 'resume-repo', repo: fetched.repo },
  { type: 'limits', up: 2_000, down: 3_000 },
  { type: 'limits', up: null, down: null },
  { type: 'close-reel', reel: history!.id },
  { type: 'open-reel', reel: history!, hashes: null, have: 'none' },
  { type: 'open-reel', reel: tip!, hashes: null, have: 'none' },
  { type: 'want', repo: fetched.repo, reels: [{ id: history!.id, priority: 1, stream: true }] },
  { type: 'close-repo', repo: held.repo },
  { type: 'open-repo', repo: held.repo, known: held },
  { type: 'ask-pack', repo: fetched.repo, want: fetched.references.refs.map(({ oid }) => oid), have: [] },
  { type: 'tick' },
]

const event = fc.record({
  wait: fc.constantFrom(0, 0, 0, 1, 400, 1_500, 25_000),
  from: fc.nat(3),
  does: fc.oneof(
    { weight: 8, arbitrary: anyMessage },
    { weight: 4, arbitrary: fc.constant('answer' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...driverInputs) },
    { weight: 1, arbitrary: fc.constantFrom('lie' as const, 'leave' as const) },
  ),
})

function honestNode(): EngineState {
  const state = createEngine({ peerId: 'aa'.repeat(20), name: 'alice', port: 1, agent: 'test', seed: 1 })
  step(state, { type: 'open-repo', repo: held.repo, known: held }, 0)
  step(state, { type: 'open-repo', repo: fetched.repo, known: fetched }, 0)
  for (const { info, hashes } of [...held.reels, ...secret.reels])
    step(state, { type: 'open-reel', reel: info, hashes, have: 'all' }, 0)
  for (const { info, hashes } of fetched.reels)
    step(state, { type: 'open-reel', reel: info, hashes, have: 'none' }, 0)
  const reels = fetched.reels.map(({ info }, priority) => ({ id: info.id, priority }))
  step(state, { type: 'want', repo: fetched.repo, reels }, 0)
  return state
}

/** An honest node, its driver, and four places from which peers come and go. */
function createScene(seen: Record<'stored' | 'served' | 'blamed' | 'asked' | 'offered', number>) {
  const state = honestNode()
  const open = new Map<number, number>()
  let lastLink = 100
  let now = 0

  function take(input: Input): void {
    const outputs = step(state, input, now)
    checkInvariants(state)
    outputs.forEach(carryOut)
  }

  function carryOut(output: Output): void {
    if (output.type === 'close' && output.blame) seen.blamed++
    if (output.type === 'dial') take({ ...output, type: 'dial-failed', reason: 'refused' })
    if (output.type === 'store') {
      seen.stored++
      take({ type: 'stored', reel: output.reel, index: output.index, ok: output.index % 7 > 0 })
    }
    if (output.type === 'make-pack') {
      const { link, repo } = output
      const { info, hashes } = now % 2 ? pack! : { info: null, hashes: null }
      seen.asked++
      take({ type: 'pack-made', link, repo, reel: info, hashes, text: 'no' })
    }
    if (output.type === 'pack-offered') {
      seen.offered++
      take({ type: 'open-reel', reel: output.reel, hashes: null, have: 'none' })
      take({ type: 'want', repo: output.repo, reels: [{ id: output.reel.id, priority: 0 }] })
    }
    if (output.type === 'serve') {
      const link = state.links.get(output.link)
      expect(link && mayShow(state, link, output.reel)).toBe(true)
      expect(secret.reels.some(({ info }) => info.id === output.reel)).toBe(false)
      seen.served++
      take({ ...output, type: 'served', ok: output.index % 5 > 0 })
    }
  }

  function linkOf(place: number): number {
    const known = open.get(place)
    if (known !== undefined && state.links.has(known)) return known
    const link = ++lastLink
    open.set(place, link)
    const peerId = String(link).padStart(40, '0')
    take({ type: 'link-up', link, peerId, address: `10.0.0.${link % 250}`, port: 5, initiated: place > 1 })
    const hello = { type: 'hello', version: 'GTP/0.2', name: 'mallory', port: 9, agent: '' } as const
    take({ type: 'message', link, message: hello })
    for (const repo of [fetched.repo, held.repo])
      take({ type: 'message', link, message: { type: 'join', repo } })
    for (const type of ['unchoke', 'interested'] as const) take({ type: 'message', link, message: { type } })
    const { seq, digest } = fetched.references
    take({ type: 'message', link, message: { type: 'references', repo: fetched.repo, seq, digest } })
    const bits = new Uint8Array(history!.bytes / BLOCK / 8).fill(0xff)
    take({ type: 'message', link, message: { type: 'bitfield', reel: history!.id, bits } })
    return link
  }

  /** Sends the block that was asked for first and the pack, or something else in their place. */
  function answer(link: number, right: boolean): void {
    if (state.questions.get(fetched.repo)?.asked?.link === link) {
      const { id, bytes, blockSize } = right ? fetched.reels[1]!.info : secret.reels[1]!.info
      const offer = {
        type: 'offer-pack',
        repo: fetched.repo,
        reel: id,
        bytes,
        blockSize: blockSize * 16,
      } as const
      take({ type: 'message', link, message: offer })
    }
    const [asked] = state.links.get(link)?.asked.values() ?? []
    const content = fetched.reels.find(({ info }) => info.id === asked?.reel)?.content
    if (!asked || !content) return
    const block = content.slice(asked.index * BLOCK, (asked.index + 1) * BLOCK)
    const data = right ? block : block.fill(0)
    take({ type: 'message', link, message: { type: 'block', reel: asked.reel, index: asked.index, data } })
  }

  return {
    play({ wait, from, does }: typeof event extends fc.Arbitrary<infer T> ? T : never): void {
      now += wait
      const link = linkOf(from)
      if (does === 'answer' || does === 'lie') answer(link, does === 'answer')
      else if (does === 'leave') take({ type: 'link-down', link, reason: 'reset' })
      else if (driverInputs.includes(does as Input)) take(does as Input)
      else take({ type: 'message', link, message: does as Extract<Input, { type: 'message' }>['message'] })
    },
  }
}

describe('hostile peers', () => {
  it('nothing that they send, in any order, throws, breaks the books, or gets them what they may not see', () => {
    const seen = { stored: 0, served: 0, blamed: 0, asked: 0, offered: 0 }
    const property = fc.property(fc.array(event, { minLength: 30, maxLength: 200 }), (events) => {
      const scene = createScene(seen)
      events.forEach(scene.play)
    })
    fc.assert(property, { numRuns: 150, ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}) })
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(20)
  })
})

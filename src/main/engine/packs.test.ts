import { beforeEach, describe, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import { createEngine, step, type EngineState } from './engine.ts'
import { MAX_REQUESTED_PACK } from '../gtp/limits.ts'
import { MAX_OFFERED_BYTES, MAX_PACKS_MADE, MIN_OFFER, PACK_KEEP, PACK_TIMEOUT } from './limits.ts'
import { mayShow } from './state.ts'
import type { Message } from '../gtp/types.ts'
import type { Input, Output } from './types.ts'

const project = fakeProject(1, 20)
const { repo, references } = project
const [head] = references.refs.map(({ oid }) => oid) as [string]
const [made, other] = fakeProject(7, 40).reels.map(({ info, hashes }) => ({ info, hashes }))
const ask: Message = { type: 'ask-pack', repo, want: [head], have: [] }
const offer: Message = { type: 'offer-pack', repo, reel: made!.info.id, bytes: 40_000, blockSize: 16_384 }

let state: EngineState
let now: number

function put(input: Input): readonly Output[] {
  const outputs = step(state, input, now)
  checkInvariants(state)
  return outputs
}
const hear = (link: number, message: Message) => put({ type: 'message', link, message })
const makePack = (link: number, reel = made) =>
  put({ type: 'pack-made', link, repo, reel: reel!.info, hashes: reel!.hashes, text: '' })
const sent = (outputs: readonly Output[], type: Message['type']) =>
  outputs.flatMap((output) => (output.type === 'send' && output.message.type === type ? [output.link] : []))
const only = <T extends Output['type']>(outputs: readonly Output[], type: T) =>
  outputs.filter((output): output is Extract<Output, { type: T }> => output.type === type)

/** A peer that takes part and has the newest references. */
function arrive(link: number, address = '10.0.0.1', initiated = false): void {
  const peerId = String(link).padStart(40, '0')
  put({ type: 'link-up', link, peerId, address, port: 9, initiated })
  hear(link, { type: 'hello', version: 'GTP/0.2', name: '', port: 9, agent: '' })
  hear(link, { type: 'join', repo })
  hear(link, { type: 'references', repo, seq: references.seq, digest: references.digest })
}

/** Lets time pass without any link falling silent. */
function pass(time: number): readonly Output[] {
  const outputs: Output[] = []
  for (const end = now + time; now < end;) {
    now += 10_000
    for (const link of [...state.links.keys()]) hear(link, { type: 'keep-alive' })
    outputs.push(...put({ type: 'tick' }))
  }
  return outputs
}

beforeEach(() => {
  now = 0
  state = createEngine({ peerId: 'a'.repeat(40), name: 'alice', port: 1, agent: '', seed: 5 })
  put({ type: 'open-repo', repo, known: project })
})

describe('who asks for a pack', () => {
  const question: Input = { type: 'ask-pack', repo, want: [head], have: ['1'.repeat(40)] }

  it('asks one peer, and takes what that one offers as a reel', () => {
    for (const link of [1, 2, 3]) arrive(link)
    const [asked, ...more] = sent(put(question), 'ask-pack')
    expect(more).toEqual([])
    expect(sent(put(question), 'ask-pack')).toEqual([])
    const [offered] = only(hear(asked!, offer), 'pack-offered')
    expect(offered).toMatchObject({ repo, reel: { id: made!.info.id, bytes: 40_000, kind: 'append' } })
    expect(offered!.reel.needs).toEqual([{ oid: '1'.repeat(40), shallow: false }])
    expect(only(hear(asked!, offer), 'pack-offered')).toEqual([])
  })

  it('asks last who came uninvited and gave nothing yet', () => {
    for (const link of [1, 2, 3, 4]) arrive(link)
    arrive(5, '10.0.0.5', true)
    state.earned.set(String(3).padStart(40, '0'), true)
    const refuse: Message = { type: 'refuse-pack', repo, text: 'busy' }
    const asked = sent(put(question), 'ask-pack')
    for (let times = 0; times < 4; times++) asked.push(...sent(hear(asked.at(-1)!, refuse), 'ask-pack'))
    expect(asked.slice(0, 2).sort()).toEqual([3, 5])
    expect(asked.slice(2).sort()).toEqual([1, 2, 4])
  })

  it('takes no offer from who was not asked', () => {
    arrive(1)
    expect(hear(1, offer)).toEqual([])
    arrive(2)
    const [asked] = sent(put(question), 'ask-pack')
    expect(only(hear(asked === 1 ? 2 : 1, offer), 'pack-offered')).toEqual([])
  })

  it('asks the next after a refusal, a silence, a departure and an offer that is no reel; then says why not', () => {
    for (const link of [1, 2, 3, 4]) arrive(link)
    const tried: number[] = []
    const next = (outputs: readonly Output[]) => {
      const [link] = sent(outputs, 'ask-pack')
      expect(tried).not.toContain(link)
      tried.push(link!)
      return link!
    }
    const first = next(put(question))
    const second = next(hear(first, { type: 'refuse-pack', repo, text: 'it is busy; ask again later' }))
    put({ type: 'link-down', link: second, reason: 'reset' })
    const third = next(put({ type: 'tick' }))
    const fourth = next(hear(third, { ...offer, blockSize: 16_385 } as Message))
    const last = pass(PACK_TIMEOUT + 20_000)
    expect(only(last, 'pack-refused')).toEqual([
      { type: 'pack-refused', repo, text: 'what was offered is no reel' },
    ])
    expect(new Set([first, second, third, fourth]).size).toBe(4)
    expect(state.questions.size).toBe(0)
  })

  it('is told at once where nobody has what is wanted', () => {
    expect(only(put(question), 'pack-refused')).toHaveLength(1)
    arrive(1)
    hear(1, { type: 'leave', repo })
    expect(only(put(question), 'pack-refused')).toHaveLength(1)
  })

  it('forgets the question with the repository', () => {
    arrive(1)
    put(question)
    put({ type: 'close-repo', repo })
    put({ type: 'tick' })
    expect(state.questions.size).toBe(0)
    expect(only(hear(1, offer), 'pack-offered')).toEqual([])
  })
})

describe('who is asked for a pack', () => {
  it('makes it, and shows it to the asker alone', () => {
    arrive(1)
    arrive(2)
    expect(only(hear(1, ask), 'make-pack')).toEqual([
      { type: 'make-pack', link: 1, repo, want: [head], have: [] },
    ])
    const outputs = makePack(1)
    expect(sent(outputs, 'offer-pack')).toEqual([1])
    expect(sent(outputs, 'bitfield')).toEqual([1])
    const [one, two] = [...state.links.values()]
    expect(mayShow(state, one!, made!.info.id)).toBe(true)
    expect(mayShow(state, two!, made!.info.id)).toBe(false)
  })

  it('refuses what the newest references do not list, from strangers as well, and what is too much at a time', () => {
    for (let link = 1; link <= MAX_PACKS_MADE + 1; link++) arrive(link)
    expect(sent(hear(1, { ...ask, want: ['2'.repeat(40)] } as Message), 'refuse-pack')).toEqual([1])
    expect(sent(hear(1, { ...ask, want: [] } as Message), 'refuse-pack')).toEqual([1])
    expect(sent(hear(1, { ...ask, repo: 'c'.repeat(40) } as Message), 'refuse-pack')).toEqual([1])
    for (let link = 1; link <= MAX_PACKS_MADE; link++) {
      expect(only(hear(link, ask), 'make-pack')).toHaveLength(1)
      expect(sent(hear(link, ask), 'refuse-pack')).toEqual([link])
    }
    expect(sent(hear(MAX_PACKS_MADE + 1, ask), 'refuse-pack')).toEqual([MAX_PACKS_MADE + 1])
    hear(1, { type: 'leave', repo })
    hear(1, { type: 'join', repo })
    put({ type: 'pack-made', link: 1, repo, reel: null, hashes: null, text: 'too large' })
    expect(only(hear(1, ask), 'make-pack')).toHaveLength(1)
  })

  it('drops it when its time is over, the asker has gone, or a new one is asked for; not while another needs it', () => {
    arrive(1)
    arrive(2)
    for (const link of [1, 2]) {
      hear(link, ask)
      makePack(link)
    }
    expect(only(put({ type: 'link-down', link: 1, reason: 'reset' }), 'drop-pack')).toEqual([])
    put({ type: 'tick' })
    expect(state.reels.has(made!.info.id)).toBe(true)
    expect(only(hear(2, ask), 'drop-pack')).toEqual([{ type: 'drop-pack', reel: made!.info.id }])
    makePack(2, other)
    expect(only(pass(PACK_KEEP + 20_000), 'drop-pack')).toEqual([{ type: 'drop-pack', reel: other!.info.id }])
    expect(state.reels.size).toBe(0)
  })

  describe('by more than there is room for', () => {
    const large = (place: number) => {
      const id = place.toString(16).padStart(64, '0')
      const info = { ...made!.info, id, bytes: MAX_REQUESTED_PACK, blockSize: 131_072 }
      return { info, hashes: new Uint8Array(32 * 2048) }
    }
    const fits = MAX_OFFERED_BYTES / MAX_REQUESTED_PACK

    it('keeps so many bytes, and refuses the address that holds most of them', () => {
      for (let link = 1; link <= fits + 1; link++) {
        arrive(link)
        hear(link, ask)
        const outputs = makePack(link, large(link))
        expect(sent(outputs, link <= fits ? 'offer-pack' : 'refuse-pack')).toEqual([link])
        expect(only(outputs, 'drop-pack')).toHaveLength(link <= fits ? 0 : 1)
      }
      expect(state.offers.size).toBe(fits)
    })

    it('lets somebody else have its place, and tells who had it', () => {
      for (let link = 1; link <= fits; link++) {
        arrive(link)
        hear(link, ask)
        makePack(link, large(link))
      }
      arrive(50, '10.0.0.2')
      hear(50, ask)
      const outputs = makePack(50, large(50))
      expect(sent(outputs, 'offer-pack')).toEqual([50])
      expect(sent(outputs, 'bitfield')).toEqual([1, 50])
      expect(only(outputs, 'drop-pack')).toEqual([{ type: 'drop-pack', reel: large(1).info.id }])
    })

    it('counts small ones as well, and the same one once', () => {
      const most = MAX_OFFERED_BYTES / MIN_OFFER
      for (let link = 1; link <= most + 20; link++) {
        arrive(link, `10.0.1.${link}`)
        hear(link, ask)
        makePack(link, link <= 20 ? made : { ...made!, info: { ...made!.info, id: large(link).info.id } })
      }
      expect(new Set([...state.offers.values()].map(({ reel }) => reel)).size).toBe(most)
      expect(state.offers.size).toBe(most + 19)
    })
  })

  it('drops what came too late for anyone', () => {
    arrive(1)
    hear(1, ask)
    put({ type: 'link-down', link: 1, reason: 'reset' })
    expect(only(makePack(1), 'drop-pack')).toEqual([{ type: 'drop-pack', reel: made!.info.id }])
    expect(state.making.size).toBe(0)
  })

  it('gives nothing any more of a repository whose publisher has withdrawn something', () => {
    arrive(1)
    arrive(2)
    hear(1, ask)
    makePack(1)
    hear(2, ask)
    const outputs = put({ type: 'withdraw-packs', repo })
    expect(only(outputs, 'drop-pack')).toEqual([{ type: 'drop-pack', reel: made!.info.id }])
    const [one] = [...state.links.values()]
    expect(mayShow(state, one!, made!.info.id)).toBe(false)
    // One that was being made meanwhile may hold it as well.
    const late = makePack(2, other)
    expect(sent(late, 'offer-pack')).toEqual([])
    expect(sent(late, 'refuse-pack')).toEqual([2])
    expect(only(late, 'drop-pack')).toEqual([{ type: 'drop-pack', reel: other!.info.id }])
    hear(2, ask)
    expect(sent(makePack(2, other), 'offer-pack')).toEqual([2])
  })
})

/** What is remembered of strangers when they come back, under the same key or another. */
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import type { Message } from '../gtp/types.ts'
import { createEngine, step, type EngineState } from './engine.ts'
import {
  ANSWER_BURST,
  BAN_TIME,
  BUSY_LINK,
  GROUP_SHARE,
  MAX_BANNED,
  MAX_BANNED_OF_GROUP,
  MAX_RELATIVES,
  MEET_BURST,
  MESSAGES_OF_GROUP_BURST,
  NEW_KEYS_BURST,
  NEW_KEYS_RATE,
  NEWS_BURST,
  PACKS_BURST,
} from './limits.ts'
import type { Input, Output } from './types.ts'

const project = fakeProject(1, 20)
const { repo, references } = project
const VICTIM = '192.168.0.9'

let state: EngineState
let now: number
let links: number

function put(input: Input): readonly Output[] {
  const outputs = step(state, input, now)
  checkInvariants(state)
  return outputs
}
const hear = (link: number, message: Message) => put({ type: 'message', link, message })
/** Without a look at all of the state: for floods. */
const quickly = (link: number, message: Message) => step(state, { type: 'message', link, message }, now)
const closed = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.type === 'close' ? [output.code] : []))
const keyOf = (index: number) => String(index).padStart(40, '0')

function arrive(key: number, address = '10.0.0.1'): number {
  const link = ++links
  put({ type: 'link-up', link, peerId: keyOf(key), address, port: 9, initiated: false })
  hear(link, { type: 'hello', version: 'GTP/0.2', name: '', port: 9, agent: '' })
  return link
}
const isTalkedTo = (key: number, address?: string) => {
  const link = arrive(key, address)
  const stays = state.links.has(link)
  if (stays) put({ type: 'link-down', link, reason: '' })
  return stays
}
const misbehave = (key: number, address?: string) =>
  put({ type: 'malformed', link: arrive(key, address), text: 'no message' })

/** Bytes of references that a link gets by asking again and again, each time on a new connection. */
function referencesFor(key: number, connections: number, address?: string): number {
  let bytes = 0
  for (let connection = 0; connection < connections; connection++) {
    const link = arrive(key, address)
    hear(link, { type: 'join', repo })
    for (let times = 0; times < 1_900; times++)
      for (const output of quickly(link, { type: 'get-references', repo }))
        if (output.type === 'send' && output.message.type === 'references-object')
          bytes += output.message.object.length + output.message.info.length
    put({ type: 'link-down', link, reason: '' })
    now += 10
  }
  return bytes
}

beforeEach(() => {
  now = 0
  links = 0
  state = createEngine({ peerId: 'a'.repeat(40), name: 'alice', port: 1, agent: '', seed: 5 })
  put({ type: 'open-repo', repo, known: project })
})

describe('who comes back', () => {
  it('has the budget that was left', () => {
    const most = ANSWER_BURST + 1_000_000
    const connections = Math.ceil((2 * most) / 1_900 / references.bytes.length)
    const bytes = referencesFor(1, connections)
    expect(bytes).toBeGreaterThan(ANSWER_BURST / 2)
    expect(bytes).toBeLessThan(most)
  })

  it('with a new key each time shares what its address has', () => {
    let asked = 0
    const ask = (key: number, address: string) => {
      const link = arrive(key, address)
      hear(link, { type: 'join', repo })
      const outputs = hear(link, { type: 'ask-pack', repo, want: [references.refs[0]!.oid], have: [] })
      if (outputs.some(({ type }) => type === 'make-pack')) asked++
      put({ type: 'pack-made', link, repo, reel: null, hashes: null, text: '' })
      put({ type: 'link-down', link, reason: '' })
    }
    for (let key = 1; key <= 100; key++) ask(key, '10.0.0.1')
    expect(asked).toBe(PACKS_BURST * GROUP_SHARE)
    ask(200, '10.0.0.2')
    expect(asked).toBe(PACKS_BURST * GROUP_SHARE + 1)
  })

  it('gets only so many packs made', () => {
    const link = arrive(1)
    hear(link, { type: 'join', repo })
    const made = Array.from({ length: PACKS_BURST + 3 }, () => {
      const outputs = hear(link, { type: 'ask-pack', repo, want: [references.refs[0]!.oid], have: [] })
      put({ type: 'pack-made', link, repo, reel: null, hashes: null, text: '' })
      return outputs.filter(({ type }) => type === 'make-pack').length
    })
    expect(made).toEqual([...Array<number>(PACKS_BURST).fill(1), 0, 0, 0])
  })

  it('may not tell of relatives anew', () => {
    const relative = (salt: number) => fakeProject(salt, 1, 1, [repo])
    const heard = Array.from({ length: MAX_RELATIVES + 5 }, (_, index) => {
      const link = arrive(1)
      hear(link, { type: 'join', repo })
      const outputs = hear(link, { type: 'relative', repo, info: relative(index + 10).info })
      put({ type: 'link-down', link, reason: '' })
      return outputs.filter(({ type }) => type === 'relative').length
    })
    expect(heard.reduce((sum, one) => sum + one, 0)).toBe(MAX_RELATIVES)
  })

  it('is dropped when it joins and leaves without end', () => {
    const link = arrive(1)
    let ends: readonly string[] = []
    for (let times = 0; times < 2 * MEET_BURST && ends.length === 0; times++) {
      now += 5
      ends = closed([...quickly(link, { type: 'join', repo }), ...quickly(link, { type: 'leave', repo })])
    }
    expect(ends).toEqual(['limit'])
  })
})

describe('a flood', () => {
  it('of news of blocks that are taken back again and again ends', () => {
    const reel = fakeProject(2, 400).reels[1]!.info
    put({ type: 'open-reel', reel, hashes: null, have: 'none' })
    const link = arrive(1)
    let ends: readonly string[] = []
    for (let round = 0; round < NEWS_BURST / 400 + 10 && ends.length === 0; round++) {
      for (let index = 0; index < 400; index++)
        ends = [...ends, ...closed(quickly(link, { type: 'have', reel: reel.id, indexes: [index] }))]
      quickly(link, { type: 'bitfield', reel: reel.id, bits: Uint8Array.of(0) })
    }
    expect(ends).toEqual(['limit'])
  })

  it('from many keys of one address ends those who say most; the quiet one there stays', () => {
    const loud = Array.from({ length: 40 }, (_, index) => arrive(index + 1))
    const quiet = arrive(99)
    const said = Math.ceil((2 * MESSAGES_OF_GROUP_BURST) / 40)
    for (let second = 0; second < 3; second++) {
      for (const link of loud)
        for (let times = 0; times < said; times++) quickly(link, { type: 'keep-alive' })
      for (let times = 0; times < BUSY_LINK / 2; times++) quickly(quiet, { type: 'keep-alive' })
      now += 1_001
    }
    for (const link of [...loud, quiet]) quickly(link, { type: 'keep-alive' })
    expect(loud.filter((link) => state.links.has(link))).toEqual([])
    expect(state.links.has(quiet)).toBe(true)
  })
})

describe('bans', () => {
  it('are for what is no message, too, and end', () => {
    expect(closed(misbehave(1))).toEqual(['bad-message'])
    expect(isTalkedTo(1)).toBe(false)
    expect(isTalkedTo(2)).toBe(true)
    now += BAN_TIME + 1
    put({ type: 'tick' })
    expect(isTalkedTo(1)).toBe(true)
  })

  /** So many keys of one address were banned that few others from there are talked to, and those few came. */
  function closeAddress(addressOf: (key: number) => string = () => '10.0.0.1'): void {
    for (let key = 1; key <= MAX_BANNED_OF_GROUP; key++) misbehave(key, addressOf(key))
    for (let key = 101; key <= 100 + NEW_KEYS_BURST; key++) expect(isTalkedTo(key, addressOf(key))).toBe(true)
  }

  it('of many keys close their address to all but few new keys, though not to who gave something', () => {
    const bob = arrive(50)
    hear(bob, { type: 'join', repo })
    const newer = fakeProject(1, 20, 2)
    hear(bob, { type: 'references', repo, seq: 2, digest: newer.references.digest })
    hear(bob, { type: 'references-object', repo, info: newer.info, object: newer.references.bytes })
    put({ type: 'link-down', link: bob, reason: '' })
    closeAddress()
    expect(isTalkedTo(60)).toBe(false)
    expect(isTalkedTo(50)).toBe(true)
    expect(isTalkedTo(60, '10.0.0.2')).toBe(true)
    now += 500 / NEW_KEYS_RATE
    expect(isTalkedTo(60)).toBe(true)
    expect(isTalkedTo(61)).toBe(false)
    now += BAN_TIME + 1
    put({ type: 'tick' })
    expect(isTalkedTo(60)).toBe(true)
  })

  it('of one /64 are of one address', () => {
    closeAddress((key) => `fd00:0:0:1::${key.toString(16)}`)
    expect(isTalkedTo(60, 'fd00:0:0:1::99')).toBe(false)
    expect(isTalkedTo(60, 'fd00:0:0:2::99')).toBe(true)
  })

  it('are not pushed out by a thousand fresh keys of one address', () => {
    misbehave(1, VICTIM)
    for (let key = 2; key <= MAX_BANNED + 10; key++) misbehave(key)
    expect(isTalkedTo(1, VICTIM)).toBe(false)
  })

  it('of a closed address end at its dials, too', () => {
    closeAddress()
    put({ type: 'want', repo, reels: [{ id: 'ab'.repeat(32), priority: 0 }] })
    const dials = (address: string) => {
      const peer = { peerId: keyOf(70), address, port: 4 }
      return put({ type: 'candidate', repo, peer }).filter(({ type }) => type === 'dial').length
    }
    expect(dials('10.0.0.1')).toBe(0)
    expect(dials('10.0.0.2')).toBe(1)
  })
})

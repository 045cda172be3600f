import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GtpError } from '../gtp/types.ts'
import { decodeAnswer } from './decode-answer.ts'
import { encodeAnswer } from './encode-answer.ts'
import { normalizeIp } from '../gtp/ip-scope.ts'
import { MAX_ANSWER, MAX_COUNT } from './limits.ts'
import { readReply } from './read-reply.ts'
import type { Answer, PeersAnswer } from './types.ts'
import vectors from './vectors.json' with { type: 'json' }

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const answers = vectors.answers.map(({ name, answer, body }) => ({
  name,
  body: bytes(body),
  answer: {
    ...answer,
    ...(answer.references ? { references: answer.references.map(bytes) } : {}),
  } as Answer,
}))

describe('answers', () => {
  it.each(answers)('$name', ({ answer, body }) => {
    expect(encodeAnswer(answer)).toEqual(body)
    expect(decodeAnswer(body)).toEqual(answer)
  })

  it.each(vectors.refusedAnswers)('$name is refused', ({ body }) => {
    expect(() => decodeAnswer(bytes(body))).toThrow(GtpError)
  })

  it('are read as they were written', () => {
    const id = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((raw) => Buffer.from(raw).toString('hex'))
    const address = fc
      .oneof(fc.ipV4(), fc.ipV6())
      .map(normalizeIp)
      .filter((literal) => literal !== null)
    const peer = fc.record({ peerId: id, address, port: fc.integer({ min: 1, max: 65_535 }) })
    const answer = fc.record(
      {
        kind: fc.constant('peers' as const),
        expires: fc.nat(86_400),
        complete: fc.nat(MAX_COUNT),
        incomplete: fc.nat(MAX_COUNT),
        peers: fc.array(peer, { maxLength: 50 }),
        references: fc.array(fc.uint8Array(), { maxLength: 3 }),
      },
      { requiredKeys: ['kind', 'expires', 'complete', 'incomplete', 'peers'], noNullPrototype: true },
    ) as fc.Arbitrary<PeersAnswer>
    fc.assert(
      fc.property(answer, (said) => {
        expect(decodeAnswer(encodeAnswer(said))).toEqual(said)
      }),
    )
  })

  it('are bounded, and throw nothing but GtpError', () => {
    expect(() => decodeAnswer(new Uint8Array(MAX_ANSWER + 1))).toThrow(/longer than/)
    const noise = fc.uint8Array({ maxLength: 100 })
    const broken = fc
      .tuple(fc.constantFrom(...answers), fc.nat(), fc.integer({ min: 0, max: 255 }))
      .map(([{ body }, at, byte]) => body.map((old, index) => (index === at % body.length ? byte : old)))
    fc.assert(
      fc.property(fc.oneof(noise, broken), (body) => {
        try {
          decodeAnswer(body)
        } catch (error) {
          expect(error).toBeInstanceOf(GtpError)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('have reasons that hide nothing from who reads them', () => {
    const body = encodeAnswer({ kind: 'failure', status: 400, reason: 'no\n\u202eway' })
    expect(decodeAnswer(body)).toEqual({ kind: 'failure', reason: 'no way' })
  })
})

describe('a reply', () => {
  const peers = ['127.0.0.1', '10.0.0.1', '203.0.113.1'].map((address) => ({
    peerId: 'ab'.repeat(20),
    address,
    port: 1,
  }))
  const body = encodeAnswer({ kind: 'peers', expires: 60, complete: 1, incomplete: 0, peers })
  const read = (status: number, bytes: Uint8Array, address: string) =>
    readReply('tracker.example', { status, retryAfter: null, body: bytes, address })

  it('names this machine only if the tracker is on it, and private networks only if it is in one', () => {
    const told = (address: string) => read(200, body, address).peers.map((peer) => peer.address)
    expect(told('::ffff:127.0.0.1')).toEqual(['127.0.0.1', '10.0.0.1', '203.0.113.1'])
    expect(told('10.0.0.9')).toEqual(['10.0.0.1', '203.0.113.1'])
    expect(told('198.51.100.7')).toEqual(['203.0.113.1'])
    expect(told('')).toEqual(['10.0.0.1', '203.0.113.1'])
  })

  it.each([
    [302, body, 'it sends us elsewhere'],
    [500, body, 'status 500'],
    [404, Buffer.from('<h1>Not found</h1>'), 'status 404'],
    [200, Buffer.from('hello'), 'not canonical bencoding'],
    [503, encodeAnswer({ kind: 'failure', status: 503, reason: 'too soon' }), 'it says “too soon”'],
    [200, encodeAnswer({ kind: 'failure', status: 404, reason: 'not here' }), 'it says “not here”'],
  ])('of status %i can say why it has no peers', (status, bytes, why) => {
    expect(() => read(status, bytes, '10.0.0.9')).toThrow(why)
  })
})

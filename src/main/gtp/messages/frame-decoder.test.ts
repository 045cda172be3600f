import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { MAX_BLOCK_SIZE, MAX_FRAME, MAX_REEL_BLOCKS } from '../limits.ts'
import { GtpError, type Message } from '../types.ts'
import vectors from '../vectors/messages.json' with { type: 'json' }
import { encodeMessage } from './encode.ts'
import { FrameDecoder } from './frame-decoder.ts'
import { GOODBYE_CODES, MESSAGE_TYPES, type NumberedType } from './message-types.ts'

const REEL = 'ab'.repeat(32)
const REPO = 'cd'.repeat(20)

const frame = (message: Message) => concatBytes(encodeMessage(message))
const decode = (bytes: Uint8Array) => new FrameDecoder().push(bytes)
const rawFrame = (type: number, payload: Uint8Array, length = payload.length + 1) => {
  const bytes = new Uint8Array(5 + payload.length)
  new DataView(bytes.buffer).setUint32(0, length)
  bytes[4] = type
  bytes.set(payload, 5)
  return bytes
}

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(toHex)
const index = fc.nat(MAX_REEL_BLOCKS - 1)
const label = fc.constantFrom('Alice', 'Bob', 'Carol', '名前')
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ type: fc.constantFrom('keep-alive', 'choke', 'unchoke', 'interested', 'uninterested') }),
  fc.record({ type: fc.constantFrom('request', 'cancel', 'reject'), reel: hex(32), index }),
  fc.record({
    type: fc.constant('have'),
    reel: hex(32),
    indexes: fc.array(index, { minLength: 1, maxLength: 256 }),
  }),
  fc.record({ type: fc.constant('block'), reel: hex(32), index, data: fc.uint8Array({ minLength: 1 }) }),
  fc.record({ type: fc.constant('get-hashes'), reel: hex(32) }),
  fc.record({ type: fc.constant('hashes'), reel: hex(32), hashes: fc.constant(new Uint8Array(64)) }),
  fc.record({ type: fc.constant('bitfield'), reel: hex(32), bits: fc.uint8Array({ minLength: 1 }) }),
  fc.record({
    type: fc.constant('hello'),
    version: fc.constant('GTP/0.2'),
    name: label,
    port: fc.nat(65_535),
    agent: label,
  }),
  fc.record({ type: fc.constantFrom('join', 'leave', 'get-references'), repo: hex(20) }),
  fc.record({
    type: fc.constant('references'),
    repo: hex(20),
    seq: fc.nat().map((n) => n + 1),
    digest: hex(32),
  }),
  fc.record({
    type: fc.constant('ask-pack'),
    repo: hex(20),
    want: fc.array(fc.oneof(hex(20), hex(32)), { maxLength: 256 }),
    have: fc.array(fc.oneof(hex(20), hex(32)), { maxLength: 256 }),
  }),
  fc.record({
    type: fc.constant('offer-pack'),
    repo: hex(20),
    reel: hex(32),
    bytes: fc.integer({ min: 1, max: 1_000_000 }),
    blockSize: fc.constantFrom(1_024, 262_144),
  }),
  fc.record({ type: fc.constant('relative'), repo: hex(20), info: fc.uint8Array() }),
  fc.record({ type: fc.constant('refuse-pack'), repo: hex(20), text: label }),
  fc.record({
    type: fc.constant('references-object'),
    repo: hex(20),
    info: fc.uint8Array(),
    object: fc.uint8Array(),
  }),
  fc.record({
    type: fc.constant('peers'),
    repo: hex(20),
    peers: fc.array(
      fc.record({
        peerId: hex(20),
        address: fc.oneof(fc.ipV4(), fc.ipV6()),
        port: fc.integer({ min: 1, max: 65_535 }),
      }),
      { maxLength: 50 },
    ),
  }),
  fc.record({ type: fc.constant('goodbye'), code: fc.constantFrom(...GOODBYE_CODES), text: label }),
) as fc.Arbitrary<Message>

describe('messages', () => {
  it.each(vectors)('$message.type is $frame', ({ message: fields, frame: expected }) => {
    const bytes = fromHex(expected, expected.length / 2, 'message', 'the frame')
    const [decoded] = decode(bytes)
    expect(
      JSON.parse(JSON.stringify(decoded, (_, value) => (value instanceof Uint8Array ? toHex(value) : value))),
    ).toEqual(fields)
    expect(toHex(frame(decoded as Message))).toBe(expected)
  })

  it('has a golden vector for every type', () => {
    const covered = new Set(vectors.map(({ message: { type } }) => type))
    expect([...Object.keys(MESSAGE_TYPES), 'keep-alive'].filter((type) => !covered.has(type))).toEqual([])
  })

  it('round-trips, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (messages, step) => {
        const stream = concatBytes(messages.flatMap(encodeMessage))
        const decoder = new FrameDecoder()
        const arrived: Message[] = []
        for (let at = 0; at < stream.length; at += step)
          arrived.push(...decoder.push(stream.slice(at, at + step)))
        expect(arrived).toEqual(messages)
      }),
    )
  })

  it('hands over the data of a block without copying it', () => {
    const data = new Uint8Array(MAX_BLOCK_SIZE)
    const chunks = encodeMessage({ type: 'block', reel: REEL, index: 3, data })
    expect(chunks).toHaveLength(2)
    expect(chunks[1]).toBe(data)
  })

  it('owns what it decodes: the input may be reused', () => {
    const bytes = frame({ type: 'block', reel: REEL, index: 0, data: Uint8Array.of(1, 2, 3) })
    const [decoded] = decode(bytes)
    bytes.fill(0)
    expect(decoded).toMatchObject({ data: Uint8Array.of(1, 2, 3) })
  })

  it('cleans the labels that we send', () => {
    expect(decode(frame({ type: 'goodbye', code: 'limit', text: 'a\nb'.repeat(200) }))[0]).toMatchObject({
      text: expect.stringMatching(/^a ba b/) as unknown,
    })
    const hello = { type: 'hello', version: 'GTP/0.2', port: 1, agent: '', name: '<>' } as const
    expect(decode(frame(hello))[0]).toMatchObject({ name: 'nameless' })
  })
})

describe('FrameDecoder', () => {
  it('takes blocks in small chunks in linear time', () => {
    const block = frame({ type: 'block', reel: REEL, index: 0, data: new Uint8Array(MAX_BLOCK_SIZE) })
    const decoder = new FrameDecoder()
    const before = cpuTime()
    let count = 0
    for (let round = 0; round < 50; round++) {
      for (let at = 0; at < block.length; at += 1400)
        count += decoder.push(block.subarray(at, at + 1400)).length
    }
    expect(count).toBe(50)
    expect(cpuTime() - before).toBeLessThan(5000)
  })

  it('skips unknown types, and goes on', () => {
    const unknown = rawFrame(200, new Uint8Array(100_000))
    expect(
      decode(concatBytes([unknown, rawFrame(201, new Uint8Array(0)), frame({ type: 'choke' })])),
    ).toEqual([{ type: 'choke' }])
  })

  it('refuses a length beyond the limit as soon as it is there', () => {
    const header = new Uint8Array(4)
    new DataView(header.buffer).setUint32(0, MAX_FRAME + 1)
    expect(() => decode(header)).toThrow(GtpError)
  })

  it.each(Object.entries(MESSAGE_TYPES))(
    'refuses a %s that is too long before its payload',
    (_, { number, maxPayload }) => {
      expect(() => decode(rawFrame(number, new Uint8Array(0), maxPayload + 2))).toThrow(GtpError)
    },
  )

  it.each<[string, NumberedType, Uint8Array]>([
    ['a choke with a payload is too long', 'choke', Uint8Array.of(1)],
    ['a have without an index', 'have', new Uint8Array(32)],
    ['a have with half an index', 'have', new Uint8Array(38)],
    ['a have with an index out of range', 'have', new Uint8Array(40).fill(255, 36)],
    ['an index out of range', 'request', new Uint8Array(36).fill(255)],
    ['a block without data', 'block', new Uint8Array(36)],
    ['half a hash', 'hashes', new Uint8Array(33)],
    ['an empty bitfield', 'bitfield', new Uint8Array(32)],
    ['no dictionary', 'join', new TextEncoder().encode('le')],
    ['a repo hash that is cut', 'join', new TextEncoder().encode('d4:repo3:abce')],
  ])('refuses %s, and is broken from then on', (_, type, payload) => {
    const decoder = new FrameDecoder()
    expect(() => decoder.push(rawFrame(MESSAGE_TYPES[type].number, payload))).toThrow(GtpError)
    expect(() => decoder.push(frame({ type: 'choke' }))).toThrow(GtpError)
  })

  it('ignores keys that it does not know', () => {
    const payload = concatBytes([
      new TextEncoder().encode('d4:new!i1e4:repo20:'),
      new Uint8Array(20),
      new TextEncoder().encode('e'),
    ])
    expect(decode(rawFrame(33, payload))).toEqual([{ type: 'join', repo: '00'.repeat(20) }])
  })

  it('refuses addresses that are names, and port 0', () => {
    const peers = (address: string, port: number): Message => ({
      type: 'peers',
      repo: REPO,
      peers: [{ peerId: REPO, address, port }],
    })
    expect(() => encodeMessage(peers('example.org', 1))).toThrow(GtpError)
    expect(() => encodeMessage(peers('127.0.0.1', 0))).toThrow(GtpError)
  })

  it('throws nothing but GtpError, whatever arrives', () => {
    const types = fc.constantFrom(...Object.values(MESSAGE_TYPES).map(({ number }) => number), 99)
    const frames = fc
      .tuple(types, fc.uint8Array({ maxLength: 80 }))
      .map(([type, payload]) => rawFrame(type, payload))
    fc.assert(
      fc.property(fc.oneof(frames, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        try {
          expect(decode(bytes)).toBeInstanceOf(Array)
        } catch (error) {
          expect(error).toBeInstanceOf(GtpError)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

/** Messages as a hostile peer could send them: each well-formed, none with regard to what came before. */
import fc from 'fast-check'
import type { Message } from '../../src/main/gtp/types.ts'
import { BLOCK, fakeProject } from './fake-project.ts'

/** A node has the first one, fetches the second, and shares the third with nobody. */
export const held = fakeProject(1, 20)
export const fetched = fakeProject(2, 20)
export const secret = fakeProject(3, 20)
const reels = [held, fetched, secret].flatMap((project) => project.reels)

const is = <T extends Message['type']>(type: T) => fc.constant(type)
const repo = fc.constantFrom(held.repo, fetched.repo, secret.repo, 'cc'.repeat(20))
const reel = fc.constantFrom(...reels.map(({ info }) => info.id), 'dd'.repeat(32))
/** Mostly within a reel. */
const index = fc.oneof({ weight: 9, arbitrary: fc.nat(19) }, fc.constantFrom(24, 32_768, 4_294_967_295))

const peer = fc.record({
  peerId: fc.constantFrom('ee'.repeat(20), 'ff'.repeat(20)),
  address: fc.constantFrom('10.0.0.1', 'fe80::1'),
  port: fc.nat(65_535),
})

const hello: fc.Arbitrary<Message> = fc.record({
  type: is('hello'),
  version: fc.constantFrom('GTP/0.2', 'GTP/9'),
  name: fc.string(),
  port: fc.nat(65_535),
  agent: fc.string(),
})

const goodbye: fc.Arbitrary<Message> = fc.record({
  type: is('goodbye'),
  code: fc.constantFrom('shutdown', 'limit'),
  text: fc.string(),
})

const referencesObject = fc.constantFrom<Message>(
  { type: 'references-object', repo: fetched.repo, info: fetched.info, object: fetched.references.bytes },
  { type: 'references-object', repo: held.repo, info: fetched.info, object: fetched.references.bytes },
  { type: 'references-object', repo: fetched.repo, info: new Uint8Array(3), object: new Uint8Array(3) },
)

const oids = fc.array(fc.constantFrom(...fetched.references.refs.map(({ oid }) => oid), '11'.repeat(20)), {
  maxLength: 3,
})

const hashes = fc.tuple(fc.constantFrom(...reels), fc.boolean()).map(([{ info, hashes }, right]): Message => {
  return { type: 'hashes', reel: info.id, hashes: right ? hashes : new Uint8Array(32) }
})

const block = fc
  .tuple(fc.constantFrom(...reels), fc.nat(19), fc.boolean())
  .map(([{ info, content }, index, right]): Message => {
    const data = content.slice(index * BLOCK, (index + 1) * BLOCK)
    return { type: 'block', reel: info.id, index, data: right ? data : data.fill(0) }
  })

/** The bits of 2 or of 20 blocks, or any. */
const bits = fc.oneof(
  fc.constantFrom(new Uint8Array([0xc0]), new Uint8Array([0xff, 0xff, 0xf0])),
  fc.uint8Array({ maxLength: 5 }),
)

/** What ends a connection by itself is rare, or there would be little else. */
export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  { weight: 1, arbitrary: fc.oneof(hello, goodbye, referencesObject, hashes, block) },
  {
    weight: 20,
    arbitrary: fc.oneof(
      fc.record({
        type: fc.constantFrom('keep-alive', 'choke', 'unchoke', 'interested', 'uninterested'),
      }),
      fc.record({ type: fc.constantFrom('join', 'leave', 'get-references'), repo }),
      fc.record({ type: is('relative'), repo, info: fc.uint8Array({ maxLength: 200 }) }),
      fc.record({ type: is('peers'), repo, peers: fc.array(peer, { maxLength: 50 }) }),
      fc.record({ type: is('references'), repo, seq: fc.nat(), digest: fc.constant('ab'.repeat(32)) }),
      fc.record({ type: is('get-hashes'), reel }),
      fc.record({ type: is('bitfield'), reel, bits }),
      fc.record({ type: fc.constantFrom('cancel', 'reject', 'request'), reel, index }),
      fc.record({ type: is('have'), reel, indexes: fc.array(index, { minLength: 1, maxLength: 9 }) }),
      fc.record({ type: is('request'), reel, index }),
      fc.record({ type: is('ask-pack'), repo, want: oids, have: oids }),
      fc.record({ type: is('refuse-pack'), repo, text: fc.string() }),
      fc.record({
        type: is('offer-pack'),
        repo,
        reel,
        bytes: fc.nat(50_000),
        blockSize: fc.constantFrom(16_384, 1 << 20, 16_385),
      }),
    ) as fc.Arbitrary<Message>,
  },
)

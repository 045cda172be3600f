/** How hostile peers misbehave, by name. */
import { concatBytes } from '../../src/main/gtp/bytes.ts'
import { encodeMessage } from '../../src/main/gtp/messages/encode.ts'
import type { Message } from '../../src/main/gtp/types.ts'
import { fakeProject } from '../simulator/fake-project.ts'
import { rawFrame, type Loot, type Misbehaviour, type Said } from './hostile-peer.ts'

const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte))

/** Changes messages of one type. */
const instead = <T extends Message['type']>(
  type: T,
  say: (message: Extract<Message, { type: T }>, loot: Loot) => readonly Said[],
) => ({
  tamper: (message: Message, loot: Loot) =>
    message.type === type ? say(message as Extract<Message, { type: T }>, loot) : [message],
})

/** Says something once. */
const once = (...said: readonly Said[]) => ({
  begin(say: (...said: readonly Said[]) => void) {
    say(...said)
    return () => {}
  },
})

/** Says something over and over, as fast as the event loop goes round. */
const endlessly = (said: (loot: Loot) => readonly Said[]) => ({
  begin(say: (...said: readonly Said[]) => void, loot: Loot) {
    const timer = setInterval(() => say(...said(loot)), 5)
    return () => clearInterval(timer)
  },
})

const foreign = fakeProject(77, 30)
const NO_REEL = 'ab'.repeat(32)
const silent = { tamper: (message: Message) => (isAnswer(message) ? [] : [message]) }
const isAnswer = ({ type }: Message) => ['hashes', 'references-object', 'block'].includes(type)
const many = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i))

export const MISBEHAVIOURS: Readonly<Record<string, Misbehaviour>> = {
  'bad blocks': {
    ...instead('block', (block) => [{ ...block, data: flipped(block.data) }]),
    isBanned: true,
  },
  'blocks of another length': {
    ...instead('block', (block) => [{ ...block, data: concatBytes([block.data, Uint8Array.of(0)]) }]),
    isBanned: true,
  },
  'bad hash lists': {
    ...instead('hashes', (list) => [{ ...list, hashes: flipped(list.hashes) }]),
    isBanned: true,
  },
  'newer references announced again and again, old ones replayed': {
    ...endlessly(({ repo }) => [{ type: 'references', repo, seq: 99, digest: 'ef'.repeat(32) }]),
    isBanned: true,
  },
  'blocks beyond the end of a reel': {
    ...instead('bitfield', (told) => [
      told,
      { type: 'bitfield', reel: told.reel, bits: new Uint8Array(4_000).fill(0xff) },
    ]),
    isBanned: true,
  },
  'blocks that nobody asked for': {
    ...endlessly(() =>
      many(4, () => ({ type: 'block', reel: NO_REEL, index: 0, data: new Uint8Array(1_000) })),
    ),
    isBanned: true,
  },
  'a frame that is too long': { ...once(rawFrame(0x7fffffff, 7)), isBanned: true },
  'a frame that is longer than its type may be': { ...once(rawFrame(5_000, 33)), isBanned: true },
  'a frame whose payload is cut': { ...once(rawFrame(5, 33, '64343a72')), isBanned: true },
  'a second hello': {
    ...once({ type: 'hello', version: 'GTP/0.2', name: 'Carol', port: 0, agent: '' }),
    isBanned: true,
  },
  'a flood of small messages': {
    ...endlessly(() => many(500, () => ({ type: 'keep-alive' }))),
    isBanned: true,
  },
  'a flood of questions for what nobody has': {
    ...endlessly(() => many(100, (index) => ({ type: 'request', reel: NO_REEL, index }))),
    isBanned: true,
  },
  'thousands of joins': {
    ...endlessly(() =>
      many(40, (index) => ({ type: 'join', repo: (Date.now() * 64 + index).toString(16).padStart(40, '0') })),
    ),
    isBanned: true,
  },
  'joins and leaves without end': {
    ...endlessly(({ repo }) => many(20, (index) => ({ type: index % 2 ? 'join' : 'leave', repo }))),
    isBanned: true,
  },
  'tales of thousands of reels': {
    ...endlessly(() =>
      many(50, (index) => ({
        type: 'have',
        reel: (Date.now() * 64 + index).toString(16).padStart(64, '0'),
        indexes: [30_000],
      })),
    ),
    isBanned: true,
  },
  'torrents that claim to be related and are not': {
    ...once({ type: 'relative', repo: foreign.repo, info: foreign.info }),
    isBanned: false,
  },
  'no answer to anything': { ...silent, isBanned: false, isSilent: true },
  'rejects of all that it claims to have': {
    ...instead('block', ({ reel, index }) => [{ type: 'reject', reel, index }]),
    isBanned: false,
  },
  'a block that comes one byte a second': {
    ...silent,
    begin(say, { references }) {
      const [reel] = references.reels
      const data = new Uint8Array(reel!.blockSize)
      const bytes = concatBytes(encodeMessage({ type: 'block', reel: reel!.id, index: 0, data }))
      let at = 0
      const timer = setInterval(() => say(bytes.subarray(at, ++at)), 1_000)
      return () => clearInterval(timer)
    },
    isBanned: false,
    isSilent: true,
  },
}

/** What peers, trackers and discovery say. */
import { createRequire } from 'node:module'
import { assembleServices, type DnsResponse } from '../../src/main/discovery/assemble-services.ts'
import { decodeDirectory, encodeDirectory } from '../../src/main/discovery/directory-document.ts'
import { createOnLink } from '../../src/main/discovery/on-link.ts'
import { parseService } from '../../src/main/discovery/parse-service.ts'
import { concatBytes, equalBytes } from '../../src/main/gtp/bytes.ts'
import { isSafeText } from '../../src/main/gtp/text.ts'
import { encodeMessage } from '../../src/main/gtp/messages/encode.ts'
import { FrameDecoder } from '../../src/main/gtp/messages/frame-decoder.ts'
import type { Message } from '../../src/main/gtp/types.ts'
import frameVectors from '../../src/main/gtp/vectors/messages.json' with { type: 'json' }
import { decodeAnswer } from '../../src/main/tracker/decode-answer.ts'
import { parseRequest } from '../../src/main/tracker/parse-request.ts'
import { readReply } from '../../src/main/tracker/read-reply.ts'
import trackerVectors from '../../src/main/tracker/vectors.json' with { type: 'json' }
import { AppError } from '../../src/shared/errors.ts'
import { mutateBencode } from '../mutate-bencode.ts'
import type { Random } from '../random.ts'
import { must, refusedBy, type Target } from '../target.ts'
import { isGtpError } from './formats.ts'

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const isAppError = (error: unknown) => error instanceof AppError
const text = new TextDecoder()
const HEADER = 5
/** Types from here on are bencoded. */
const BENCODED = 32

/** What follows a message's header changes in form, and the length with it. */
function mutateFrame(input: Uint8Array, random: Random): Uint8Array {
  if (input.length < HEADER) return input
  const payload =
    input[4]! >= BENCODED ? mutateBencode(input.subarray(HEADER), random) : input.subarray(HEADER)
  const frame = Buffer.concat([input.subarray(0, HEADER), payload])
  frame.writeUInt32BE(payload.length + 1)
  if (random.below(8) === 0) frame[4] = random.below(48)
  return frame
}

export const frames: Target = {
  name: 'frames',
  words: ['\0\0\0\x01\0', '\0\0\0\0', '4:repo20:', '4:port', '5:peers', '4:have', '4:want', 'd', 'e'],
  seeds: () => frameVectors.map(({ frame }) => bytesOf(frame)),
  mutate: mutateFrame,
  run(input) {
    const whole = readFrames([input])
    const pieces = readFrames(
      Array.from({ length: Math.ceil(input.length / 7) }, (_, at) => input.subarray(7 * at, 7 * at + 7)),
    )
    must(
      whole.broken || pieces.messages.length === whole.messages.length,
      'what a stream says depends on how it came',
    )
    for (const message of whole.messages) {
      const encoded = concatBytes(encodeMessage(message))
      const [again] = new FrameDecoder().push(encoded)
      must(
        again !== undefined && equalBytes(concatBytes(encodeMessage(again)), encoded),
        'a message changes when it is read again',
      )
    }
  },
}

function readFrames(pieces: readonly Uint8Array[]): {
  readonly messages: readonly Message[]
  readonly broken: boolean
} {
  const decoder = new FrameDecoder()
  const messages: Message[] = []
  for (const piece of pieces) {
    const came = refusedBy(isGtpError, () => decoder.push(piece))
    if (came === null) return { messages, broken: true }
    messages.push(...came)
  }
  return { messages, broken: false }
}

export const trackerRequests: Target = {
  name: 'tracker-requests',
  words: [
    'repo_hash=',
    'peer_id=',
    'port=',
    'uploaded=',
    'downloaded=',
    'completed=',
    'peers=',
    'event=',
    'valid=',
    'address=',
    '%00',
    '%',
    '&',
    '::1',
    '+',
  ],
  seeds: () => trackerVectors.requests.map(({ query }) => Buffer.from(query)),
  run(input) {
    const found = refusedBy(isAppError, () => parseRequest(text.decode(input), '10.0.0.1'))
    if (found === null) return
    must(/^[0-9a-f]{40}$/.test(found.repo + '') && /^[0-9a-f]{40}$/.test(found.peerId), 'an ID is none')
    must(found.port > 0 && found.port < 65_536 && Number.isSafeInteger(found.uploaded), 'a number is none')
  },
}

export const trackerAnswers: Target = {
  name: 'tracker-answers',
  words: [
    '8:complete',
    '10:incomplete',
    '7:expires',
    '5:peersl',
    '7:address',
    '7:peer id20:',
    '4:port',
    '14:failure reason',
  ],
  seeds: () => trackerVectors.answers.map(({ body }) => bytesOf(body)),
  mutate: mutateBencode,
  run(input) {
    const found = refusedBy(isGtpError, () => decodeAnswer(input))
    if (found?.kind === 'failure') must(isSafeText(found.reason, 1000), 'a reason is no plain text')
    for (const status of [200, 301, 503])
      refusedBy(isAppError, () =>
        readReply('tracker', { status, body: input, address: '10.0.0.2' } as Parameters<typeof readReply>[1]),
      )
  },
}

const dns = createRequire(import.meta.url)('dns-packet') as {
  encode(packet: unknown): Buffer
  decode(bytes: Uint8Array): DnsResponse
}
const SERVICE = '_gittorrent._tcp.local'
const onLink = createOnLink({ networks: [['10.0.0.0', 8]] })
const txt = {
  v: '1',
  kind: 'node',
  id: 'a1'.repeat(20),
  name: 'Alice',
  port: '7411',
  seq: '3',
  dir: '0123456789abcdef',
}
const project = {
  v: '1',
  kind: 'repo',
  id: 'a1'.repeat(20),
  repo: 'b2'.repeat(20),
  pub: 'a1'.repeat(20),
  seq: '1',
  name: 'kite',
  by: 'Alice',
  done: '1',
  alt: 'c3'.repeat(20),
}
const packetOf = (instance: string, data: Readonly<Record<string, string>>) =>
  dns.encode({
    type: 'response',
    answers: [
      { name: SERVICE, type: 'PTR', ttl: 120, data: `${instance}.${SERVICE}` },
      { name: `${instance}.${SERVICE}`, type: 'SRV', ttl: 120, data: { port: 7411, target: 'alice.local' } },
      {
        name: `${instance}.${SERVICE}`,
        type: 'TXT',
        ttl: 120,
        data: Object.entries(data).map(([key, value]) => `${key}=${value}`),
      },
    ],
    additionals: [
      { name: 'alice.local', type: 'A', ttl: 120, data: '10.0.0.7' },
      { name: 'alice.local', type: 'AAAA', ttl: 120, data: 'fe80::1' },
    ],
  })

export const dnsSd: Target = {
  name: 'dns-sd',
  words: [
    '\xc0\x0c',
    '\x0b_gittorrent\x04_tcp\x05local\0',
    'kind=repo',
    'kind=node',
    'id=',
    'alt=',
    'name=',
    '\0\x10',
    '\0\x21',
  ],
  seeds: () => [
    packetOf(`node-${'a1'.repeat(8)}`, txt),
    packetOf(`repo-${'b2'.repeat(8)}-${'a1'.repeat(8)}`, project),
  ],
  longest: 9000,
  run(input) {
    // The library beneath takes what can't be decoded for noise.
    const packet = refusedBy(
      () => true,
      () => dns.decode(input),
    )
    if (packet === null) return
    const { services } = assembleServices(
      { answers: packet.answers, additionals: packet.additionals },
      '10.0.0.7',
    )
    for (const service of services) checkSighting(parseService(service, onLink))
  },
}

function checkSighting(seen: ReturnType<typeof parseService>): void {
  if (seen === null) return
  must(seen.addresses.length > 0 && seen.addresses.every(onLink), 'somebody is said to be elsewhere')
  const { name } = seen.kind === 'node' ? seen.node : seen.project.publisher
  must(isSafeText(name, 60), 'a nickname is no plain text')
}

export const directories: Target = {
  name: 'directories',
  words: ['8:projectsl', '4:kind4:repo', '2:id40:', '4:repo40:', '3:alt', '4:done1:1'],
  seeds: () => [encodeDirectory([project, { ...project, name: 'wine', done: '0' }])],
  mutate: mutateBencode,
  run(input) {
    const found = refusedBy(isGtpError, () => decodeDirectory(input))
    for (const each of found ?? []) {
      const service = {
        name: `repo-${'b2'.repeat(8)}-${'a1'.repeat(8)}.${SERVICE}`,
        port: 7411,
        txt: each,
        addresses: ['10.0.0.7'],
        referer: '10.0.0.7',
      }
      checkSighting(parseService(service, onLink))
    }
  },
}

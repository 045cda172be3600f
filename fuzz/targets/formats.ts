/** What travels and is kept as bencoded documents. */
import { decodeBencode, encodeBencode, type Bencodable } from '../../src/main/gtp/bencode.ts'
import { equalBytes, fromHex } from '../../src/main/gtp/bytes.ts'
import { decodeMetainfo, encodeMetainfo } from '../../src/main/gtp/metainfo.ts'
import { decodePreview, encodePreview } from '../../src/main/gtp/preview/codec.ts'
import { verifyPreview } from '../../src/main/gtp/preview/verify-preview.ts'
import { decodeRepoInfo, encodeRepoInfo } from '../../src/main/gtp/repo-info.ts'
import { GtpError } from '../../src/main/gtp/types.ts'
import bencodeVectors from '../../src/main/gtp/vectors/bencode.json' with { type: 'json' }
import metainfoVector from '../../src/main/gtp/vectors/metainfo.json' with { type: 'json' }
import repoInfoVectors from '../../src/main/gtp/vectors/repo-info.json' with { type: 'json' }
import { mutateBencode } from '../mutate-bencode.ts'
import { must, refusedBy, type Target } from '../target.ts'

export const isGtpError = (error: unknown): boolean => error instanceof GtpError
const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
const WORDS = ['d', 'l', 'e', 'i0e', 'i-1e', '0:', '1:a', 'de', 'le', 'i9007199254740993e', '4294967296:']

export const bencode: Target = {
  name: 'bencode',
  words: WORDS,
  seeds: () => bencodeVectors.canonical.map(({ bencoded }) => Buffer.from(bencoded)),
  mutate: mutateBencode,
  run(input) {
    const value = refusedBy(isGtpError, () => decodeBencode(input))
    if (value === null) return
    must(equalBytes(encodeBencode(plain(value)), input), 'a value has two encodings')
  },
}

/** What was decoded, as what can be encoded. */
function plain(value: ReturnType<typeof decodeBencode>): Bencodable {
  if (typeof value === 'number' || value instanceof Uint8Array) return value
  if (value instanceof Map) {
    const made = Object.create(null) as Record<string, Bencodable>
    for (const [key, inner] of value) made[key] = plain(inner)
    return made
  }
  return (value as readonly ReturnType<typeof decodeBencode>[]).map(plain)
}

export const metainfo: Target = {
  name: 'metainfo',
  words: [...WORDS, '8:comment', '8:trackers', 'http://', 'https://a@b/', '10:references'],
  seeds: () => [hex(metainfoVector.bencoded)],
  mutate: mutateBencode,
  run(input) {
    const found = refusedBy(isGtpError, () => decodeMetainfo(input))
    if (found === null) return
    const encoded = encodeMetainfo(found)
    must(
      equalBytes(encodeMetainfo(decodeMetainfo(encoded)), encoded),
      'metainfo changes when it is read again',
    )
  },
}

export const repoInfo: Target = {
  name: 'repo-info',
  words: [...WORDS, '12:alternatives', '5:nonce16:', '6:pubkey', 'ecdsa-sha2-nistp256 '],
  seeds: () => repoInfoVectors.map(({ bencoded }) => hex(bencoded)),
  mutate: mutateBencode,
  run(input) {
    const found = refusedBy(isGtpError, () => decodeRepoInfo(input))
    if (found !== null) must(equalBytes(encodeRepoInfo(found), input), 'repo has two encodings')
  },
}

const commit = Buffer.from(
  `tree ${'4b'.repeat(20)}\nparent ${'cd'.repeat(20)}\nauthor Alice <alice@example.org> 1700000000 +0100\n` +
    'committer Bob <bob@example.org> 1700000000 +0100\n\nWing\n\nof silk\n',
)
const tree = Buffer.concat([
  Buffer.from('100644 README.md\0'),
  fromHex('ab'.repeat(20), 20, 'preview', 'an ID'),
])

export const preview: Target = {
  name: 'preview',
  words: [...WORDS, 'author ', 'parent ', 'tree ', ' <', '> ', '100644 README\0'],
  seeds: () => [encodePreview({ commits: [commit], tree, readme: Buffer.from('# Kite\n') })],
  mutate: mutateBencode,
  run(input) {
    const found = refusedBy(isGtpError, () => decodePreview(input))
    if (found === null) return
    const signed = { head: 'refs/heads/main', refs: [], objectFormat: 'sha1' } as const
    refusedBy(isGtpError, () => verifyPreview(found, signed))
  },
}

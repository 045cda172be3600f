import { describe, expect, it } from 'vitest'
import { EXAMPLE_INFO } from '../../../test/gtp/example.ts'
import { decodeBencode, encodeBencode, type Bencodable } from './bencode.ts'
import { fromHex, toHex } from './bytes.ts'
import { decodeRepoInfo, encodeRepoInfo, repoHash } from './repo-info.ts'
import { GtpError, type RepoInfo } from './types.ts'
import vectors from './vectors/repo-info.json' with { type: 'json' }

const bytesOf = (hex: string) => fromHex(hex, hex.length / 2, 'metainfo', 'the vector')

describe('repo info', () => {
  it.each(vectors)('$info.name has repo hash $repoHash', ({ info, bencoded, repoHash: hash }) => {
    const value: RepoInfo = { ...info, nonce: bytesOf(info.nonce) }
    expect(toHex(encodeRepoInfo(value))).toBe(bencoded)
    expect(decodeRepoInfo(bytesOf(bencoded))).toEqual(value)
    expect(repoHash(value)).toBe(hash)
    expect(repoHash(bytesOf(bencoded))).toBe(hash)
  })

  it.each<[string, Partial<RepoInfo>]>([
    ['a name with a newline', { name: 'a\nb' }],
    ['no name', { name: '' }],
    ['a name that is not NFC', { name: 'e\u0301' }],
    ['a name that reorders', { name: 'a\u202eb' }],
    ['a long name', { name: 'a'.repeat(101) }],
    ['a long description', { description: 'a'.repeat(501) }],
    ['a key with a comment', { pubkey: `${EXAMPLE_INFO.pubkey} alice` }],
    ['a short nonce', { nonce: new Uint8Array(15) }],
    ['an alternative that is no hash', { alternatives: ['abc'] }],
    ['an alternative twice', { alternatives: ['ab'.repeat(20), 'ab'.repeat(20)] }],
    ['many alternatives', { alternatives: Array.from({ length: 65 }, (_, at) => `${at}`.padStart(40, '0')) }],
  ])('is refused with %s, by both sides', (_, change) => {
    const info = { ...EXAMPLE_INFO, ...change }
    expect(() => encodeRepoInfo(info)).toThrow(GtpError)
    const { alternatives, description, ...rest } = info
    const bytes = encodeBencode({
      ...rest,
      ...(description ? { description } : {}),
      ...(alternatives.length > 0
        ? { alternatives: alternatives.map((hash) => bytesOf(hash.padEnd(40, '0'))) }
        : {}),
    })
    if (alternatives[0] !== 'abc') expect(() => decodeRepoInfo(bytes)).toThrow(GtpError)
  })

  it('refuses unknown keys and empty fields: the repo hash would not survive them', () => {
    const fields = decodeBencode(encodeRepoInfo(EXAMPLE_INFO)) as ReadonlyMap<string, Bencodable>
    for (const extra of [{ zone: 1 }, { alternatives: [] }, { description: '' }]) {
      const bytes = encodeBencode(new Map([...fields, ...Object.entries(extra)]))
      expect(() => decodeRepoInfo(bytes)).toThrow(GtpError)
    }
  })
})

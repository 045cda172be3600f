import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXAMPLE_INFO } from '../../../test/gtp/example.ts'
import { fromHex, toHex } from './bytes.ts'
import { MAX_METAINFO } from './limits.ts'
import { decodeMetainfo, encodeMetainfo } from './metainfo.ts'
import { verifyReferences } from './references/verify-references.ts'
import { GtpError, type Metainfo } from './types.ts'
import vectors from './vectors/metainfo.json' with { type: 'json' }

const golden = fromHex(vectors.bencoded, vectors.bencoded.length / 2, 'metainfo', 'the vector')
const plain: Metainfo = { repo: EXAMPLE_INFO, references: [Uint8Array.of(1)], trackers: [] }

describe('metainfo', () => {
  it('reads and writes the golden vector', () => {
    const metainfo = decodeMetainfo(golden)
    expect(metainfo).toMatchObject({
      repo: EXAMPLE_INFO,
      trackers: ['http://10.0.4.27:7411/announce'],
      comment: 'An example',
      createdBy: 'gittorrent 0.2.0',
      creationDate: 1_767_225_660,
    })
    expect(verifyReferences(metainfo.references.at(-1) as Uint8Array, metainfo.repo).seq).toBe(1)
    expect(toHex(encodeMetainfo(metainfo))).toBe(vectors.bencoded)
  })

  it('does without what is optional', () => {
    expect(decodeMetainfo(encodeMetainfo(plain))).toEqual(plain)
  })

  it.each<[string, Partial<Metainfo>]>([
    ['a tracker that is no URL', { trackers: ['nowhere'] }],
    ['a tracker of another scheme', { trackers: ['file:///etc/passwd'] }],
    ['a tracker with a password', { trackers: ['http://alice:secret@10.0.4.27/'] }],
    ['many trackers', { trackers: Array.from({ length: 17 }, (_, at) => `http://10.0.0.${at}/`) }],
    ['a long tracker', { trackers: [`http://10.0.0.1/${'a'.repeat(2048)}`] }],
    ['a comment that reorders', { comment: 'a\u202eb' }],
    ['a date before 1970', { creationDate: -1 }],
    ['many references', { references: Array.from({ length: 17 }, () => Uint8Array.of(1)) }],
  ])('is refused with %s', (_, change) => {
    expect(() => encodeMetainfo({ ...plain, ...change })).toThrow(GtpError)
  })

  it('is refused when it is too long, before it is read', () => {
    expect(() => decodeMetainfo(new Uint8Array(MAX_METAINFO + 1))).toThrow(/longer than/)
  })

  it('throws nothing but GtpError, whatever byte changes', () => {
    fc.assert(
      fc.property(fc.nat(golden.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = golden.slice()
        changed[at] = (changed[at] ?? 0) ^ flip
        try {
          const { repo, references } = decodeMetainfo(changed)
          verifyReferences(references.at(-1) ?? new Uint8Array(0), repo)
        } catch (error) {
          expect(error).toBeInstanceOf(GtpError)
        }
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GtpError } from '../gtp/types.ts'
import { decodeDirectory, directoryDigest, encodeDirectory } from './directory-document.ts'
import { MAX_DIRECTORY } from '../gtp/limits.ts'
import { MAX_DIRECTORY_PROJECTS } from './limits.ts'

const WINE = { v: '1', kind: 'repo', repo: 'ab'.repeat(20), name: 'wine', seq: '3' }

describe('a directory as a document', () => {
  it('is canonical bencoding of what services would say', () => {
    const bytes = encodeDirectory([WINE])
    expect(Buffer.from(bytes).toString()).toBe(
      `d8:projectsld4:kind4:repo4:name4:wine4:repo40:${'ab'.repeat(20)}3:seq1:31:v1:1eee`,
    )
    expect(decodeDirectory(bytes)).toEqual([WINE])
    expect(directoryDigest(bytes)).toBe('8fc1ccc395991266')
    expect(decodeDirectory(encodeDirectory([]))).toEqual([])
  })

  it('comes back as it was', () => {
    const text = fc.string({ maxLength: 60 })
    const txt = fc.dictionary(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }), text, {
      maxKeys: 12,
    })
    fc.assert(
      fc.property(fc.array(txt, { maxLength: 20 }), (projects) => {
        expect(decodeDirectory(encodeDirectory(projects))).toEqual(projects)
      }),
    )
  })

  it('has bounds, and throws nothing but GtpError', () => {
    const many = encodeDirectory(Array.from({ length: MAX_DIRECTORY_PROJECTS + 10 }, () => WINE))
    expect(decodeDirectory(many)).toHaveLength(MAX_DIRECTORY_PROJECTS)
    expect(() => decodeDirectory(new Uint8Array(MAX_DIRECTORY + 1))).toThrow(GtpError)
    expect(() => decodeDirectory(encodeDirectory([{ name: 'x'.repeat(256) }]))).toThrow(GtpError)
    const good = encodeDirectory([WINE, WINE])
    const broken = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => {
      const bytes = good.slice()
      bytes[at % bytes.length] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        try {
          decodeDirectory(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(GtpError)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

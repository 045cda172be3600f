import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatLink, parseLink } from './link.ts'
import { isSafeText } from './text.ts'
import { GtpError } from './types.ts'
import vectors from './vectors/links.json' with { type: 'json' }

const HASH = '0123456789abcdef0123456789abcdef01234567'

describe('links', () => {
  it.each(vectors.canonical)('$link', ({ link, ...fields }) => {
    expect(parseLink(link)).toEqual(fields)
    expect(formatLink(fields)).toBe(link)
  })

  it.each(vectors.accepted)('$link is read as $canonical', ({ link, canonical }) => {
    expect(formatLink(parseLink(link))).toBe(canonical)
  })

  it.each(vectors.refused)('%j is refused', (link) => {
    expect(() => parseLink(link)).toThrow(GtpError)
  })

  it('round-trips, with eight addresses at most', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6())
    const addresses = fc.array(fc.record({ address, port: fc.integer({ min: 1, max: 65_535 }) }), {
      maxLength: 10,
    })
    const name = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => isSafeText(text, 100))
    fc.assert(
      fc.property(name, addresses, (label, places) => {
        const link = formatLink({ repoHash: HASH, name: label, addresses: places })
        expect(link).toMatch(/^[\x21-\x7e]+$/)
        expect(parseLink(link)).toEqual({ repoHash: HASH, name: label, addresses: places.slice(0, 8) })
      }),
    )
  })

  it('throws nothing but GtpError', () => {
    const noise = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        for (const text of [before, `gittorrent://${before}/${HASH}?${after}`]) {
          try {
            parseLink(text)
          } catch (error) {
            expect(error).toBeInstanceOf(GtpError)
          }
        }
      }),
    )
  })
})

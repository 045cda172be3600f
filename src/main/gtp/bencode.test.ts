import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBencode, encodeBencode, type Bencodable, type Bencoded } from './bencode.ts'
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes } from './bytes.ts'
import { MAX_BENCODE_DEPTH, MAX_BENCODE_ITEMS } from './limits.ts'
import { GtpError } from './types.ts'
import vectors from './vectors/bencode.json' with { type: 'json' }

const encoded = (text: string) => encodeUtf8(text)

/** What comes out of decodeBencode as what could have gone in. */
function plain(value: Bencoded): Bencodable {
  return value as Bencodable
}

const bencodable = fc.letrec<{ value: Bencodable }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.maxSafeInteger(),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 6 }), tie('value')), { maxLength: 4 })
      .map((entries) => new Map(entries)),
  ),
})).value

describe('bencoding', () => {
  it.each(vectors.canonical)('$json is $bencoded', ({ json, bencoded }) => {
    const bytes = encodeBencode(JSON.parse(json) as Bencodable)
    expect(decodeUtf8(bytes, 'bencode', 'it')).toBe(bencoded)
    expect(encodeBencode(plain(decodeBencode(bytes)))).toEqual(bytes)
  })

  it.each(vectors.refused)('$bencoded is refused: $why', ({ bencoded }) => {
    expect(() => decodeBencode(encoded(bencoded))).toThrow(GtpError)
  })

  it('sorts keys by bytes, where JavaScript sorts by UTF-16 units', () => {
    const bytes = encodeBencode({ '\u{1f600}': 1, '\uff5e': 2 })
    expect(decodeUtf8(bytes, 'bencode', 'it')).toBe('d3:\uff5ei2e4:\u{1f600}i1ee')
  })

  it('refuses keys and text that are not UTF-8, and keeps a byte order mark', () => {
    expect(() => decodeBencode(concatBytes([encoded('d1:'), Uint8Array.of(0xff), encoded('i1ee')]))).toThrow(
      GtpError,
    )
    expect(() => encodeBencode('\ud800')).toThrow(GtpError)
    expect([...(decodeBencode(encoded('d4:\ufeffai1ee')) as Map<string, Bencoded>).keys()]).toEqual([
      '\ufeffa',
    ])
  })

  it('refuses numbers that JavaScript would round', () => {
    expect(decodeBencode(encoded('i-9007199254740991e'))).toBe(Number.MIN_SAFE_INTEGER)
    expect(() => encodeBencode(2 ** 53)).toThrow(GtpError)
    expect(() => encodeBencode(0.5)).toThrow(GtpError)
    expect(decodeBencode(encodeBencode(-0))).toBe(0)
  })

  it('refuses what is too deep or too much, without a stack overflow', () => {
    const nested = (depth: number) => encoded('l'.repeat(depth) + 'e'.repeat(depth))
    expect(decodeBencode(nested(MAX_BENCODE_DEPTH))).toBeInstanceOf(Array)
    expect(() => decodeBencode(nested(MAX_BENCODE_DEPTH + 2))).toThrow(GtpError)
    expect(() => decodeBencode(nested(1_000_000))).toThrow(GtpError)
    expect(() => decodeBencode(encoded(`l${'0:'.repeat(MAX_BENCODE_ITEMS)}e`))).toThrow(GtpError)
  })

  it('round-trips whatever can be encoded', () => {
    fc.assert(
      fc.property(bencodable, (value) => {
        const bytes = encodeBencode(value)
        expect(equalBytes(encodeBencode(plain(decodeBencode(bytes))), bytes)).toBe(true)
      }),
    )
  })

  it('either refuses bytes or gets the same bytes back: one encoding for one value', () => {
    const alphabet = fc.constantFrom(...encodeUtf8('ilde0123:-aZ\u00ff'))
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 30 }), (units) => {
        const bytes = Uint8Array.from(units)
        let value: Bencoded
        try {
          value = decodeBencode(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(GtpError)
          return
        }
        expect(encodeBencode(plain(value))).toEqual(bytes)
      }),
      { numRuns: 5000 },
    )
  })
})

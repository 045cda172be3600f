import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTxt, fitTxt, truncateUtf8, txtBytes } from './txt.ts'

const strings = (...texts: string[]) => texts.map((text) => Buffer.from(text))

describe('TXT records', () => {
  it('are decoded by their first equals sign, the first of two keys counts, keys in lower case', () => {
    expect({ ...decodeTxt(strings('A=1=2', 'a=3', 'b=', '=x', 'flag', '', 'n=a\nb')) }).toEqual({
      a: '1=2',
      b: '',
      n: 'a\nb',
    })
  })

  it('can name nothing that objects have by themselves', () => {
    const txt = decodeTxt(strings('__proto__=x', 'constructor=y'))
    expect(Object.getPrototypeOf(txt)).toBeNull()
    expect(Object.keys(txt)).toEqual(['__proto__', 'constructor'])
  })

  it('of any bytes are decoded without an exception, in bounded number', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 80 }), (some) => {
        expect(Object.keys(decodeTxt(some)).length).toBeLessThanOrEqual(32)
      }),
    )
  })

  it('are counted with length bytes and equals signs', () => {
    expect(txtBytes({ ab: 'é', c: '' })).toBe(1 + 'ab='.length + 2 + 1 + 'c='.length)
  })
})

describe('truncateUtf8', () => {
  it('ends between code points, within the limit, and no earlier than it must', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.nat({ max: 120 }), (text, max) => {
        const cut = truncateUtf8(text, max)
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(max)
        expect(text.startsWith(cut)).toBe(true)
        const next = [...text][[...cut].length]
        if (next !== undefined && next.trim() !== '') {
          const spaces = text.slice(cut.length).length - text.slice(cut.length).trimStart().length
          if (spaces === 0) expect(Buffer.byteLength(cut + next)).toBeGreaterThan(max)
        }
      }),
    )
  })

  it('cuts a value so that it fits into one string with its key', () => {
    expect(Buffer.byteLength(`name=${fitTxt('name', '🦊'.repeat(100))}`)).toBe(5 + 4 * 62)
  })
})

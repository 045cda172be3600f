import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNickname, cleanNickname, cleanText, isSafeText, NAMELESS } from './text.ts'
import { GtpError } from './types.ts'

describe('text that strangers choose', () => {
  it.each(['pocket-sql', 'Åsa', '名前', 'می‌خواهم', '👩‍💻', 'a b', ''])('%j is safe', (text) => {
    expect(isSafeText(text, 100)).toBe(true)
  })

  it.each([
    ['newline', 'a\nb'],
    ['carriage return', 'a\r'],
    ['tab', 'a\tb'],
    ['NUL', 'a\0b'],
    ['escape', '\u001b[31m'],
    ['C1 control', 'a\u0085b'],
    ['line separator', 'a\u2028b'],
    ['right-to-left override', 'a\u202eb'],
    ['right-to-left isolate', 'a\u2067b'],
    ['right-to-left mark', 'a\u200fb'],
    ['Arabic letter mark', 'a\u061cb'],
    ['zero-width space', 'a\u200bb'],
    ['byte order mark', '\ufeffa'],
    ['tag character', 'a\u{e0041}'],
    ['half a surrogate pair', 'a\ud800'],
    ['noncharacter', 'a\uffff'],
    ['not NFC', 'e\u0301'],
    ['space before', ' a'],
    ['space after', 'a '],
    ['too long', 'a'.repeat(101)],
  ])('%s is refused, and cleaned', (_, text) => {
    expect(isSafeText(text, 100)).toBe(false)
    expect(isSafeText(cleanText(text, 100), 100)).toBe(true)
  })

  it('counts code points', () => {
    expect(isSafeText('👩'.repeat(100), 100)).toBe(true)
    expect(isSafeText('👩'.repeat(101), 100)).toBe(false)
  })

  it('is always safe once it is cleaned, and cleaning safe text leaves it alone', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (text, max) => {
          const clean = cleanText(text, max)
          expect(isSafeText(clean, max)).toBe(true)
          expect(cleanText(clean, max)).toBe(clean)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('keeps nicknames out of the way of the tagger line', () => {
    expect(() => checkNickname('a <b>', 60, 'references', 'the nickname')).toThrow(GtpError)
    expect(cleanNickname('Alice <a@b>\nobject', 60, NAMELESS)).toBe('Alice a@b object')
    expect(cleanNickname('<>', 60, NAMELESS)).toBe(NAMELESS)
  })
})

import { describe, expect, it } from 'vitest'
import { branchName, fingerprint, plural, sentences, shown } from './text.ts'

describe('shown', () => {
  it('drops what would turn or break the line', () => {
    expect(shown('evil\u202etxt.exe')).toBe('eviltxt.exe')
    expect(shown('two\nlines\u0000here\u2028too')).toBe('two lines here too')
    expect(shown('  Zoë\u200b ')).toBe('Zoë')
  })
  it('cuts by characters, not by halves of one', () => {
    expect(shown('😀😀😀😀', 3)).toBe('😀😀…')
    expect(shown('abc', 3)).toBe('abc')
  })
})

describe('sentences', () => {
  it('joins what happened and what to do', () => {
    expect(sentences('the disk is full', 'free some space and try again')).toBe(
      'The disk is full. Free some space and try again.',
    )
    expect(sentences('Already a sentence.', '')).toBe('Already a sentence.')
  })
})

it('counts, shortens refs and groups fingerprints', () => {
  expect(plural(1, 'person', 'people')).toBe('1 person')
  expect(plural(2000, 'commit')).toBe('2,000 commits')
  expect(branchName('refs/heads/a/b')).toBe('a/b')
  expect(fingerprint('7f3a91c40b6ed2a8ffff')).toBe('7F3A 91C4 0B6E D2A8')
})

import { describe, expect, it } from 'vitest'
import { WORDS } from './word-list.ts'
import { wordsOf } from './words.ts'

describe('words for a key', () => {
  it('come from 256 distinct short words', () => {
    expect(WORDS).toHaveLength(256)
    expect(new Set(WORDS).size).toBe(256)
    for (const word of WORDS) expect(word).toMatch(/^[a-z]{4,8}$/)
  })

  it('are four, one for each of the first bytes', () => {
    expect(wordsOf(`00ff0001${'0'.repeat(32)}`)).toBe('acorn-zinc-acorn-actor')
  })
})

import { expect, it } from 'vitest'
import { leftOutLine } from './tell-left-out.ts'

it('names branches that are left out, in one line that hides nothing', () => {
  expect(leftOutLine(['-x'])).toMatch(/^a branch is left out, whose names can't be published: "-x"; rename /)
  expect(leftOutLine(['car\u202eol', 'a\u0085b'])).toContain('2 branches are left out')
  expect(leftOutLine(['car\u202eol', 'a\u0085b'])).toContain('"car\\u{202e}ol", "a\\u{85}b";')
})

it('spells out a few, and counts the others', () => {
  const line = leftOutLine(Array.from({ length: 1000 }, (_, number) => `-${number}`))
  expect(line).toContain('1000 branches are left out')
  expect(line).toContain('"-4", 995 more;')
})

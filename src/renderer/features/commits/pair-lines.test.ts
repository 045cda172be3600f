import { expect, it } from 'vitest'
import { pairLines } from './pair-lines.ts'
import { parsePatch } from './parse-patch.ts'

const sides = (patch: string) =>
  pairLines(parsePatch(patch)).map(({ across, left, right }) =>
    across ? `@ ${across.text}` : `${left?.text ?? ''} | ${right?.text ?? ''}`,
  )

it('puts what took the place of others beside them', () => {
  const patch = '@@ -1,4 +1,4 @@ head\n same\n-a\n-b\n-c\n+A\n+B\n last\n'
  expect(sides(patch)).toEqual(['@ head', 'same | same', 'a | A', 'b | B', 'c | ', 'last | last'])
})

it('keeps changes apart, and lines that came or went alone', () => {
  expect(sides('@@ -1,2 +1,2 @@\n-a\n+A\n-b\n+B\n')).toEqual(['@ ', 'a | A', 'b | B'])
  expect(sides('@@ -0,0 +1,2 @@\n+a\n+b\n')).toEqual(['@ ', ' | a', ' | b'])
  expect(sides('@@ -1 +1,0 @@\n-a\n@@ -9 +8 @@\n-x\n+y\n')).toEqual(['@ ', 'a | ', '@ ', 'x | y'])
})

it('has the missing end of line on the side where it is missing', () => {
  const note = 'No newline at end of file'
  expect(sides(`@@ -1 +1 @@\n-a\n\\ ${note}\n+A\n`)).toEqual(['@ ', 'a | A', `${note} | `])
  expect(sides(`@@ -1 +1 @@\n-a\n+A\n\\ ${note}\n`)).toEqual(['@ ', 'a | A', ` | ${note}`])
  expect(sides(`@@ -1 +1 @@\n-a\n+b\n same\n\\ ${note}\n`)).toEqual([
    ...['@ ', 'a | b', 'same | same', `${note} | ${note}`],
  ])
})

it('loses no line and no number', () => {
  const patch = '@@ -3,3 +3,4 @@\n a\n-b\n+B\n+C\n d\n'
  const pairs = pairLines(parsePatch(patch))
  expect(pairs.map(({ left }) => left?.before ?? null)).toEqual([null, 3, 4, null, 5])
  expect(pairs.map(({ right }) => right?.after ?? null)).toEqual([null, 3, 4, 5, 6])
})

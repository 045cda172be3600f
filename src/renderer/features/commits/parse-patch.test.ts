import { expect, it } from 'vitest'
import { parsePatch } from './parse-patch.ts'

const patch = `@@ -212,4 +212,4 @@ parseInList()
 expectToken(ts, "(");
-while (!at(ts)) {
+while (true) {
   items.push(1);
@@ -1 +1,2 @@
-old
\\ No newline at end of file
+--new
+more
`

it('numbers lines on both sides', () => {
  const lines = parsePatch(patch).map(({ kind, before, after, text }) => [kind, before, after, text])
  expect(lines).toEqual([
    ['hunk', null, null, 'parseInList()'],
    ['same', 212, 212, 'expectToken(ts, "(");'],
    ['gone', 213, null, 'while (!at(ts)) {'],
    ['new', null, 213, 'while (true) {'],
    ['same', 214, 214, '  items.push(1);'],
    ['hunk', null, null, ''],
    ['gone', 1, null, 'old'],
    ['note', null, null, 'No newline at end of file'],
    ['new', null, 1, '--new'],
    ['new', null, 2, 'more'],
  ])
})

it('marks what changed within a line that was replaced by one like it', () => {
  const marks = parsePatch(patch).flatMap(({ text, mark }) => (mark ? [text.slice(...mark)] : []))
  expect(marks).toEqual(['!at(ts)', 'true'])
  const unlike = parsePatch('@@ -1 +1 @@\n-abcdef\n+uvwxyz\n')
  expect(unlike.every(({ mark }) => mark === null)).toBe(true)
})

it('takes an empty patch, and lines without a number', () => {
  expect(parsePatch('')).toEqual([])
  expect(parsePatch('@@ -0,0 +1 @@\n+x')[1]).toMatchObject({ kind: 'new', after: 1 })
})

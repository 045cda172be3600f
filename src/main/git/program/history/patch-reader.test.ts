import { describe, expect, it } from 'vitest'
import { MAX_PATCH, PatchReader } from './patch-reader.ts'

/** The same whatever the pieces in which it comes. */
function read(text: string, { max = 10, sections = 1, piece = 7, complete = true } = {}) {
  const reader = new PatchReader(max, () => sections)
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += piece) reader.read(bytes.subarray(at, at + piece))
  reader.end(complete)
  return { reader, files: reader.files.map((file) => ({ ...file, patch: file.patch?.toString() ?? null })) }
}
const header = (name: string) =>
  `diff --git a/${name} b/${name}\nindex 1..2 100644\n--- a/${name}\n+++ b/${name}\n`

describe('reading patches', () => {
  it('keeps hunks, counts lines, and is not misled by what looks like a header', () => {
    const hunk = '@@ -1,3 +1,3 @@ x\n keep\n--- a/x\n+diff --git a/y b/y\n \n\\ No newline at end of file\n'
    const { files } = read(header('x') + hunk + header('y') + '@@ -1 +0,0 @@\n-y\n')
    expect(files).toEqual([
      { additions: 1, deletions: 1, binary: false, patch: hunk },
      { additions: 0, deletions: 1, binary: false, patch: '@@ -1 +0,0 @@\n-y\n' },
    ])
  })

  it('knows files without hunks, and binary ones', () => {
    const { files } = read(
      'diff --git a/e b/e\nold mode 100644\nnew mode 100755\ndiff --git a/b b/b\nBinary files a/b and b/b differ\n',
    )
    expect(files).toMatchObject([
      { binary: false, patch: '' },
      { binary: true, patch: '' },
    ])
  })

  it('takes the two sections of a changed type as one file', () => {
    const text = `${header('l')}@@ -1 +0,0 @@\n-f\n\\ No newline at end of file\n${header('l')}@@ -0,0 +1 @@\n+hi\n`
    const { files } = read(text, { sections: 2 })
    expect(files).toHaveLength(1)
    expect(files[0]).toMatchObject({ additions: 1, deletions: 1 })
  })

  it('drops what is too large, counts it still, and reads on', () => {
    const line = `+${'x'.repeat(MAX_PATCH)}\n`
    const many = '+y\n'.repeat(100_000)
    const text = `${header('a')}@@ -0,0 +1 @@\n${line}${header('b')}@@ -0,0 +1,100000 @@\n${many}${header('c')}@@ -0,0 +1 @@\n+z\n`
    const { files } = read(text, { piece: 1000 })
    expect(files).toMatchObject([
      { additions: 1, patch: null },
      { additions: 100_000, patch: null },
      { additions: 1, patch: '@@ -0,0 +1 @@\n+z\n' },
    ])
  })

  it('is done after the files that are wanted, and shows none that was cut', () => {
    const two = `${header('a')}@@ -0,0 +1 @@\n+a\n${header('b')}@@ -0,0 +1,2 @@\n+b\n`
    expect(read(two, { max: 1 }).reader.done).toBe(true)
    expect(read(two, { complete: false }).files).toMatchObject([
      { patch: '@@ -0,0 +1 @@\n+a\n' },
      { patch: null },
    ])
  })
})

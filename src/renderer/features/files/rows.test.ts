import { describe, expect, it } from 'vitest'
import type { TreeEntry, TreeListing } from '../../../shared/files-model.ts'
import { firstFile, foldersOf, missing, rowsOf } from './rows.ts'

/** Names that end with a slash are folders. */
const listing = (...names: string[]): TreeListing => ({
  commit: 'aa',
  more: false,
  entries: names.map((name): TreeEntry => ({
    ...{ name: name.replace('/', ''), change: null },
    kind: name.endsWith('/') ? 'folder' : 'file',
  })),
})
const listings = new Map([
  ['', listing('LICENSE', 'cli.ts', 'src/', 'b/')],
  ['src', listing('f10', 'f9', 'deep/')],
])

describe('rows', () => {
  it('have folders first, names as people sort them, and what is unfolded beneath', () => {
    const rows = rowsOf(listings, new Set(['src', 'src/deep', 'gone']))
    expect(rows.map(({ path, level }) => `${level} ${path}`)).toEqual([
      ...['1 b', '1 src', '2 src/deep', '2 src/f9', '2 src/f10', '1 cli.ts', '1 LICENSE'],
    ])
    expect(rows[1]).toMatchObject({ open: true, place: 2, of: 4 })
    expect(rows[3]).toMatchObject({ open: null, place: 2, of: 3 })
    expect(missing(rows, listings)).toEqual(['src/deep'])
  })

  it('tell where a folder is cut', () => {
    const cut = new Map([['', { ...listing('a'), more: true }]])
    expect(rowsOf(cut, new Set()).at(-1)).toEqual({ kind: 'cut', path: '', level: 1, listed: 1 })
  })

  it('are none before anything came', () => expect(rowsOf(new Map(), new Set())).toEqual([]))
})

it('begins with the README, or the first file', () => {
  expect(firstFile(listing('a', 'README', 'readme.MD', 'README.txt'))).toBe('readme.MD')
  expect(firstFile(listing('a', 'ReadMe.txt', 'readme-first'))).toBe('ReadMe.txt')
  expect(firstFile(listing('src/', 'b', 'a'))).toBe('a')
  expect(firstFile(listing('src/', 'README.md/'))).toBeNull()
})

it('knows the folders that a path lies in', () => {
  expect(foldersOf('a/b/c')).toEqual(['a', 'a/b'])
  expect(foldersOf('a')).toEqual([])
})

import { expect, it } from 'vitest'
import type { CommitRow } from '../../../shared/model.ts'
import { remotePerson, remoteRef } from '../../../shared/samples.ts'
import { findFresh, startSearch } from './fresh.ts'

const commits: CommitRow[] = ['x2 x1', 'm2 m1', 'x1 m1 y', 'y m1', 'm1 m0', 'm0'].map((text) => {
  const [sha = '', ...parents] = text.split(' ')
  return { sha, parents, subject: '', author: '', time: 0 }
})
const alice = (unread: number, muted = false) =>
  remotePerson({ muted, refs: [remoteRef({ sha: 'x2', unread })] })

it('marks as many as are unread, through merges, and never what one’s own branch has', () => {
  const marked = (unread: number) => [...findFresh(startSearch([alice(unread)], 'm2'), commits).fresh]
  expect(marked(0)).toEqual([])
  expect(marked(1)).toEqual(['x2'])
  expect(marked(3)).toEqual(['x2', 'x1', 'y'])
  expect(marked(9)).toEqual(['x2', 'x1', 'y'])
})

it('goes on from page to page', () => {
  let search = startSearch([alice(3)], 'm2')
  const found = commits.flatMap((commit) => {
    const next = findFresh(search, [commit])
    search = next.search
    return [...next.fresh]
  })
  expect(found).toEqual(['x2', 'x1', 'y'])
})

it('marks nothing of muted people', () => {
  expect(findFresh(startSearch([alice(3, true)], 'm2'), commits).fresh.size).toBe(0)
})

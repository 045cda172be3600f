import { describe, expect, it } from 'vitest'
import { alice, ownProject, remotePerson, remoteRef } from '../../../shared/samples.ts'
import { mergeOf, newsOf, newsSentence } from './news.ts'

const clean = { kind: 'clean', files: [] } as const
const tree = { branch: 'main', head: 'a', dirty: false, underWay: null, branches: [] }
const bob = remotePerson({ updated: 1, refs: [remoteRef({ unread: 1, merge: clean })] })
const fromAlice = remotePerson({
  ...alice,
  ...{ person: 'alice', updated: 2 },
  refs: [
    remoteRef({ name: 'bench', sha: 'e0'.repeat(20), unread: 2, time: 5 }),
    remoteRef({ name: 'main', unread: 3, time: 9, merge: clean }),
    remoteRef({ name: 'old', time: 99 }),
  ],
})
const project = ownProject({ workingTree: tree, remotes: [bob, fromAlice] })

describe('news', () => {
  it('tells of the newest person and branch, and how many more there are', () => {
    const news = newsOf(project)!
    expect(newsSentence(news)).toBe('Alice has 5 new commits on main and 1 more, and 1 more person')
    expect(news).toMatchObject({ ref: { name: 'main' }, others: 1, canMerge: true })
    expect(newsSentence(newsOf({ ...project, remotes: [bob] })!)).toBe('Bob has 1 new commit on main')
  })
  it('is silent when all was read or its person is muted', () => {
    expect(newsOf(ownProject())).toBeNull()
    expect(newsOf({ ...project, remotes: [{ ...bob, muted: true }] })).toBeNull()
  })
  it('offers no merge over changed files, nor one with conflicts', () => {
    expect(newsOf({ ...project, workingTree: { ...tree, dirty: true } })!.canMerge).toBe(false)
    const refs = [remoteRef({ unread: 1, merge: { kind: 'conflicts', files: ['a.c'] } })]
    const news = newsOf({ ...project, remotes: [{ ...bob, refs }] })
    expect(news).toMatchObject({ conflicts: true, canMerge: false })
  })
  it('says what M merges: what the banner offers, or without one the selected branch', () => {
    expect(mergeOf(project, newsOf(project), null)).toEqual({ person: 'alice', branch: 'main' })
    const seen = { ...project, remotes: [{ ...bob, refs: [remoteRef({ sha: 'cc', merge: clean })] }] }
    expect(mergeOf(seen, newsOf(seen), 'cc')).toEqual({ person: 'bob', branch: 'main' })
    expect(mergeOf(seen, newsOf(seen), 'dd')).toBeNull()
  })
})

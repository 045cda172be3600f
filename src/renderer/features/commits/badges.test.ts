import { expect, it } from 'vitest'
import { alice, bob, carol, ownProject, remotePerson, remoteRef } from '../../../shared/samples.ts'
import { badgesOf, headsKey, ownersOf } from './badges.ts'

const [one, two] = ['01'.repeat(20), '02'.repeat(20)]
const project = ownProject({
  workingTree: {
    ...{ branch: 'main', head: one, dirty: false, underWay: null },
    branches: [
      { name: 'main', sha: one },
      { name: 'secret', sha: one },
      { name: 'idea', sha: two },
    ],
  },
  own: { repoHash: '33'.repeat(20), link: '', heads: [], branches: ['main', 'idea'], seenBy: 0 },
  remotes: [remotePerson({ refs: [remoteRef({ sha: one })] })],
})

it('names HEAD first, tells private branches from published ones, and whose the others are', () => {
  const badges = badgesOf(project, carol.peerId)
  expect(badges.get(one)).toEqual([
    { name: 'main', peerId: carol.peerId, head: true, remote: null },
    { name: 'secret', peerId: null, head: false, remote: null },
    { name: 'bob/main', peerId: bob.peerId, head: false, remote: { person: 'bob', branch: 'main' } },
  ])
  expect(badges.get(two)).toMatchObject([{ name: 'idea', peerId: carol.peerId, head: false }])
  expect(ownersOf(badges, carol.peerId).get(one)).toEqual([carol.peerId, carol.peerId, bob.peerId])
})

it('names a detached HEAD, and nothing where there is no working tree yet', () => {
  const detached = { ...project, workingTree: { ...project.workingTree!, branch: null } }
  expect(badgesOf(detached, alice.peerId).get(one)![0]).toMatchObject({ name: 'HEAD', head: true })
  expect(badgesOf(ownProject(), alice.peerId).size).toBe(0)
})

it('has another key when a head moves, and the same when only numbers do', () => {
  const [person] = project.remotes
  const moved = { ...person!, refs: [remoteRef({ sha: two })] }
  const read = { ...person!, refs: [remoteRef({ sha: one, unread: 4 })] }
  expect(headsKey({ ...project, remotes: [moved] })).not.toBe(headsKey(project))
  expect(headsKey({ ...project, remotes: [read] })).toBe(headsKey(project))
})

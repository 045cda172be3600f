import { expect, it } from 'vitest'
import { ownProject, remotePerson, remoteRef } from './samples.ts'
import { unreadCommits, unreadOf, unreadOfAll } from './unread.ts'

const main = remoteRef({ unread: 3 })

it('counts what came, once where two branches point at one commit', () => {
  expect(unreadOf(remotePerson({ refs: [main, remoteRef({ name: 'copy', unread: 3 })] }))).toBe(3)
  expect(unreadOf(remotePerson({ refs: [main, remoteRef({ sha: 'dd'.repeat(20), unread: 2 })] }))).toBe(5)
})

it('counts nothing of muted people', () => {
  const [heard, muted] = [remotePerson({ refs: [main] }), remotePerson({ refs: [main], muted: true })]
  expect(unreadCommits(ownProject({ remotes: [heard, muted] }))).toBe(3)
  expect(unreadCommits(ownProject())).toBe(0)
  expect(
    unreadOfAll({ a: ownProject({ remotes: [heard] }), b: ownProject({ remotes: [heard, heard] }) }),
  ).toBe(9)
  expect(unreadOfAll()).toBe(0)
})

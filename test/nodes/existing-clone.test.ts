/** Who has some of a project already points the node at it, and downloads only the rest. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { startNodes, type TestNode } from './start-node.ts'

interface Status {
  projects: { state: string; transfer: { downloaded: number; total: number } }[]
}

let alice: TestNode
let bob: TestNode
let repo: string

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'known-already')
  await buildHistory(repo, { commits: 1_000, megabytes: 20 })
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

it('takes in only what is new, beside the work of the user', async () => {
  const clone = join(bob.folder, 'from-elsewhere')
  git(bob.folder, 'clone', '-q', repo, clone)
  git(clone, 'checkout', '-q', '-b', 'mine')
  writeFileSync(join(clone, 'mine.txt'), 'mine\n')
  git(clone, 'add', 'mine.txt')
  git(clone, 'commit', '-qm', 'Mine')
  writeFileSync(join(clone, 'not-added.txt'), 'mine\n')
  for (const name of ['a', 'b', 'c']) {
    writeFileSync(join(repo, name), `${name}\n`)
    git(repo, 'add', name)
    git(repo, 'commit', '-qm', name)
  }
  await alice.json('publish', repo)
  await bob.json('nearby', '--wait', '2')
  const joined = await bob.json<{ path: string; state: string }>(
    'join',
    'known-already',
    '--use',
    clone,
    '--wait',
  )
  expect(joined).toMatchObject({ path: clone, state: 'joined' })
  expect(git(clone, 'rev-parse', 'alice/main')).toBe(git(repo, 'rev-parse', 'main'))
  expect(git(clone, 'log', '-1', '--format=%s')).toBe('Mine')
  expect(git(clone, 'status', '--porcelain')).toBe('?? not-added.txt')
  expect(git(clone, 'fsck')).toBe('')
  const [project] = (await bob.json<Status>('status')).projects
  expect(project!.transfer.downloaded).toBeLessThan(project!.transfer.total / 100)
})

it('refuses a repository that has nothing to do with it', async () => {
  const other = join(bob.folder, 'unrelated')
  git(bob.folder, 'init', '-q', other)
  writeFileSync(join(other, 'x'), 'x\n')
  git(other, 'add', 'x')
  git(other, 'commit', '-qm', 'x')
  await bob.json('leave', 'known-already')
  const { code, stderr } = await bob.run('join', 'known-already', '--use', other, '--wait')
  expect(code).toBe(1)
  expect(stderr).toMatch(/related|nothing in common/)
  expect(git(other, 'remote')).toBe('')
  expect(git(other, 'for-each-ref', 'refs/remotes')).toBe('')
})

/** Hack in a second: the working tree comes first, the history arrives behind it, and nothing that the user does is lost. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildHistory } from '../git/build-history.ts'
import { setLimits } from './set-limits.ts'
import { git } from '../git/user-git.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

interface Joined {
  path: string
  state: string
}
interface Status {
  projects: { state: string; progress: number }[]
}

let alice: TestNode
let bob: TestNode
let repo: string

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'long-history')
  await buildHistory(repo, { commits: 2_000, megabytes: 40 })
  await alice.json('publish', repo)
  await bob.json('nearby', '--wait', '2')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

function commit(clone: string, name: string): void {
  writeFileSync(join(clone, `${name}.txt`), `${name}\n`)
  git(clone, 'add', `${name}.txt`)
  git(clone, 'commit', '-qm', name)
}

describe('work first', () => {
  let clone: string

  it('gives a working tree while the history is on its way', async () => {
    await setLimits(bob, { downloadLimit: 8e6 })
    const joined = await bob.json<Joined>('join', 'long-history', '--wait-usable')
    expect(joined.state).toBe('usable')
    clone = joined.path
    expect(git(clone, 'status', '--porcelain')).toBe('')
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
    expect(git(clone, 'rev-parse', '--is-shallow-repository')).toBe('true')
    commit(clone, 'while the history arrives')
    writeFileSync(join(clone, 'not-added.txt'), 'mine\n')
    git(clone, 'branch', 'idea')
    expect((await bob.json<Status>('status')).projects[0]).toMatchObject({ state: 'usable' })
  })

  it('goes on after a kill, with the commits of the user', async () => {
    await bob.kill()
    bob = await startNode({ name: 'Bob', folder: bob.folder })
    commit(clone, 'after the kill')
    git(clone, 'gc', '--prune=now', '--quiet')
    expect((await bob.json<Status>('status')).projects[0]).toMatchObject({ state: 'usable' })
  })

  it('becomes whole beside the work that was done', async () => {
    await setLimits(bob, { downloadLimit: null })
    expect(await bob.json<Joined>('join', 'long-history', '--wait')).toMatchObject({
      state: 'joined',
      path: clone,
    })
    expect(git(clone, 'rev-parse', '--is-shallow-repository')).toBe('false')
    expect(git(clone, 'log', '--format=%s', '-2').split('\n')).toEqual([
      'after the kill',
      'while the history arrives',
    ])
    expect(Number(git(clone, 'rev-list', '--count', 'HEAD'))).toBe(
      Number(git(repo, 'rev-list', '--count', 'main')) + 2,
    )
    expect(git(clone, 'fsck', '--strict')).toBe('')
    expect(git(clone, 'status', '--porcelain')).toBe('?? not-added.txt')
    expect(git(clone, 'rev-parse', 'alice/main')).toBe(git(repo, 'rev-parse', 'main'))
    expect(git(clone, 'fetch', 'alice')).toBe('')
    expect(git(clone, 'config', '--local', '--default', 'unset', '--get', 'gc.auto')).toBe('unset')
    expect(existsSync(join(clone, '.git', 'shallow'))).toBe(false)
    expect(readdirSync(join(bob.dataDir, 'quarantine'))).toEqual([])
  })

  it('is kept as it is by whoever leaves half-way', async () => {
    const carol = await startNode({ name: 'Carol' })
    try {
      await carol.json('nearby', '--wait', '2')
      await setLimits(carol, { downloadLimit: 4e6 })
      const { path } = await carol.json<Joined>('join', 'long-history', '--wait-usable')
      commit(path, 'mine')
      await carol.json('leave', 'long-history')
      expect(git(path, 'log', '--format=%s', '-1')).toBe('mine')
      expect(git(path, 'status', '--porcelain')).toBe('')
      expect(readdirSync(join(carol.dataDir, 'quarantine'))).toEqual([])
      expect(readdirSync(join(carol.dataDir, 'reels'))).toEqual([])
    } finally {
      await carol.stop()
    }
  })
})

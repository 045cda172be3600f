import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Repository } from '../../../src/main/git/types.ts'
import { buildSmallRepository } from '../build-small-repository.ts'
import { gitCommand } from '../git-command.ts'
import type { Bench } from './setup.ts'

export function selectSuite({ git, folder }: Bench): void {
  describe('inspect and select', () => {
    let kite = ''
    let repository: Repository
    const oid = (name: string) => gitCommand(kite, 'rev-parse', name)
    beforeAll(async () => {
      kite = buildSmallRepository(join(folder, 'kite'))
      gitCommand(kite, 'update-ref', 'refs/heads/-option', 'main')
      repository = await git().open(kite)
    })

    it('shows what could be published', async () => {
      const { branches, ...rest } = await git().inspect(repository)
      const latest = { subject: 'Take string', author: 'Alice', time: 1_700_000_000_000 }
      expect(rest).toMatchObject({ path: kite, name: 'kite', head: 'main', commits: 5, latest })
      expect(rest.estimatedSize).toBeGreaterThan(1000)
      expect(branches.map(({ name, beyondHead, isHead }) => [name, beyondHead, isHead])).toEqual([
        ['-option', 0, false],
        ['main', 0, true],
        ['next', 2, false],
        ['private', 1, false],
      ])
      expect(branches[2]).toMatchObject({ sha: oid('next'), subject: 'Next: two', time: latest.time })
    })

    it('selects the current branch with the tags that point into it', async () => {
      expect(await git().select(repository, 'current')).toEqual({
        head: 'refs/heads/main',
        headCommit: oid('main'),
        refs: [
          { name: 'refs/heads/main', oid: oid('main') },
          { name: 'refs/tags/v0.1', oid: oid('v0.1') },
          { name: 'refs/tags/v1.0', oid: oid('v1.0'), peeled: oid('v1.0^{}') },
          { name: 'refs/tags/v1.0-signed-off', oid: oid('v1.0-signed-off'), peeled: oid('v1.0^{}') },
        ],
        leftOut: [],
        latest: { subject: 'Take string', author: 'Alice', time: 1_700_000_000_000 },
      })
    })

    it('finds where a history begins, also from what was known of an older head', async () => {
      const root = gitCommand(kite, 'rev-list', '--max-parents=0', 'main')
      expect(await git().roots(repository, oid('next'))).toEqual([root])
      expect(await git().roots(repository, oid('next'), { head: oid('main'), roots: [root] })).toEqual([root])
      const gone = { head: 'ab'.repeat(20), roots: [root] }
      expect(await git().roots(repository, oid('next'), gone)).toEqual([root])
      const tree = gitCommand(kite, 'rev-parse', 'main^{tree}')
      const identity = ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org']
      const other = gitCommand(kite, ...identity, 'commit-tree', '-m', 'Elsewhere', tree)
      const merge = gitCommand(
        kite,
        ...identity,
        ...['commit-tree', '-m', 'Both', '-p', oid('main'), '-p', other, tree],
      )
      const both = [root, other].sort()
      expect(await git().roots(repository, merge)).toEqual(both)
      expect(await git().roots(repository, merge, { head: oid('main'), roots: [root] })).toEqual(both)
      // Back from a merge: one of them is gone, and nothing but the history can tell which.
      expect(await git().roots(repository, oid('main'), { head: merge, roots: both })).toEqual([root])
    })

    it('selects named branches, and all but those whose names are not safe', async () => {
      const names = async (branches: readonly string[] | 'all') =>
        (await git().select(repository, branches)).refs.map(({ name }) => name.replace('refs/', ''))
      expect(await names(['next'])).toEqual([
        'heads/next',
        'tags/v0.1',
        'tags/v1.0',
        'tags/v1.0-signed-off',
        'tags/v2.0-rc',
      ])
      expect(await names('all')).toEqual([
        ...['heads/main', 'heads/next', 'heads/private', 'tags/private-tag'],
        ...['tags/v0.1', 'tags/v1.0', 'tags/v1.0-signed-off', 'tags/v2.0-rc'],
      ])
    })

    it('refuses branches that are not there, also when they look like options or paths', async () => {
      for (const name of ['gone', '--all', '../main', 'v1.0', '', 'main^', 'HEAD']) {
        await expect(git().select(repository, [name])).rejects.toMatchObject({
          code: 'NO_SUCH_BRANCH',
          data: { branch: name },
        })
      }
    })

    it('asks for a branch where HEAD is detached or unborn', async () => {
      gitCommand(kite, 'checkout', '--quiet', '--detach')
      await expect(git().select(repository, 'current')).rejects.toMatchObject({
        code: 'NO_SUCH_BRANCH',
        action: expect.stringMatching(/name the branch/),
      })
      expect((await git().select(repository, ['next'])).head).toBe('refs/heads/next')
      expect((await git().inspect(repository)).head).toBeNull()
      gitCommand(kite, 'checkout', '--quiet', '--orphan', 'unborn')
      await expect(git().select(repository, 'current')).rejects.toMatchObject({ code: 'NO_COMMITS' })
      gitCommand(kite, 'checkout', '--quiet', '--force', 'main')
    })

    it('reads refs that git has packed', async () => {
      const before = await git().select(repository, 'all')
      gitCommand(kite, 'pack-refs', '--all')
      expect(await git().select(repository, 'all')).toEqual(before)
    })

    it('knows which names git takes', () => {
      const names = [
        'refs/heads/main',
        'refs/heads/ü',
        'refs/heads/a/b',
        'refs/heads/-x',
        'main',
        'refs//x',
        'refs/.x',
      ]
      names.push(
        'refs/x.lock',
        'refs/x..y',
        'refs/x y',
        'refs/x\u007f',
        'refs/@{x',
        'refs/@',
        'refs/x.',
        'refs/a\\b',
        '',
      )
      for (const name of names) expect([name, git().isValidRefName(name)]).toEqual([name, gitTakes(name)])
    })
  })
}

function gitTakes(name: string): boolean {
  try {
    gitCommand('/', 'check-ref-format', name)
    return true
  } catch {
    return false
  }
}

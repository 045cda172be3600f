/** Joining from a clone that exists already: what it holds is found out, and only the rest is put in. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Adoption, Git, Repository } from '../../src/main/git/types.ts'
import { buildSmallRepository } from './build-small-repository.ts'
import { publish, type Published } from './compliance/setup.ts'
import { gitCommand, gitWithInput, testEnvironment } from './git-command.ts'
import { scratchFolder } from './scratch.ts'
import { verbs } from './tip-first-setup.ts'

const folder = scratchFolder('adopt')
let git: Git
let kite = ''
let published: Published
beforeAll(async () => {
  git = await detectGit({ force: 'git' })
  kite = buildSmallRepository(join(folder, 'kite'))
  published = await publish(git, kite, ['main', 'next'])
})

/** Bob's clone from elsewhere, at an earlier commit, with work of his own. */
async function existing(name: string, at: string): Promise<Repository> {
  const path = join(folder, name)
  gitCommand(folder, 'init', '--quiet', '--initial-branch=main', path)
  gitCommand(path, 'fetch', '--quiet', '--no-tags', kite, `${oidOf(at)}:refs/remotes/origin/main`)
  gitCommand(path, 'remote', 'add', 'origin', 'https://example.org/kite.git')
  gitCommand(path, 'reset', '--quiet', '--hard', 'origin/main')
  writeFileSync(join(path, 'README.md'), 'Bob is here\n')
  writeFileSync(join(path, 'loose.txt'), 'loose\n')
  gitCommand(path, 'tag', 'v1.0')
  return git.open(path)
}

const adoption = (repository: Repository, packs: Adoption['packs']): Adoption => ({
  ...published.source,
  repository,
  packs,
  quarantine: `${repository.path}-quarantine`,
  remote: 'alice',
  bare: `${repository.path}-bare.git`,
})

const point = (oid: string, shallow = false) => ({ oid, shallow })
const oidOf = (name: string) => gitCommand(kite, 'rev-parse', name)

describe('holdsConnected', () => {
  it('tells what is there with all that it reaches', async () => {
    const repository = await existing('held', 'main~1')
    const points = [
      point(oidOf('main')),
      point(oidOf('main~1')),
      point(oidOf('v0.1'), true),
      point('0'.repeat(40)),
    ]
    expect(await verbs(git).holdsConnected(repository, points)).toEqual([false, true, true, false])
    expect(await verbs(git).holdsConnected(repository, [])).toEqual([])
  })

  it('does not count objects that a broken fetch left', async () => {
    const repository = await existing('leftovers', 'main~1')
    // The commits alone, without what they name.
    for (const name of ['main', 'next']) {
      const commit = gitCommand(kite, 'cat-file', 'commit', name)
      gitWithInput(repository.path, `${commit}\n`, 'hash-object', '-t', 'commit', '-w', '--stdin')
    }
    const points = ['main', 'main~1', 'next', 'v0.1'].map((name) => point(oidOf(name)))
    expect(await verbs(git).holdsConnected(repository, points)).toEqual([false, true, false, true])
  })
})

describe('adoptExisting', () => {
  const expectAdopted = (repository: Repository) => {
    const run = (...args: string[]) => gitCommand(repository.path, ...args)
    expect(run('rev-parse', 'alice/main', 'alice/next')).toBe(`${oidOf('main')}\n${oidOf('next')}`)
    expect(run('tag').split('\n')).toEqual(['v0.1', 'v1.0', 'v1.0-signed-off', 'v2.0-rc'])
    expect(run('rev-parse', 'v1.0')).toBe(run('rev-parse', 'HEAD'))
    expect(run('fsck', '--strict', '--full', '--no-dangling')).toBe('')
    expect(run('status', '--porcelain')).toBe(' M README.md\n?? loose.txt')
    expect(readFileSync(join(repository.path, 'README.md'), 'utf8')).toBe('Bob is here\n')
    expect(run('branch', '--format=%(refname)')).toBe('refs/heads/main')
    expect(run('remote').split('\n')).toEqual(['alice', 'origin'])
    expect(run('fetch', 'alice')).toBe('')
    expect(run('fetch', '--prune', 'alice')).toBe('')
    expect(existsSync(`${repository.path}-quarantine`)).toBe(false)
    run('gc', '--quiet', '--prune=now')
    expect(run('fsck', '--strict', '--full', '--no-dangling')).toBe('')
    expect(run('fetch', 'alice')).toBe('')
  }

  it('takes whole packs', async () => {
    const repository = await existing('whole', 'main~2')
    const packs = published.packs.map(({ file }) => ({ file, thin: false }))
    expect(await verbs(git).remoteNames(repository)).toEqual(['origin'])
    await verbs(git).adoptExisting(adoption(repository, packs))
    expectAdopted(repository)
  })

  it('takes a thin pack of what is missing, and does it again', async () => {
    const repository = await existing('thin', 'main~1')
    const file = join(folder, 'missing.pack')
    const refs = published.source.refs.map(({ oid }) => oid)
    const have = gitCommand(repository.path, 'rev-parse', 'HEAD')
    const revisions = `${[...refs, `^${have}`].join('\n')}\n`
    const args = ['pack-objects', '--quiet', '--revs', '--thin', '--stdout', '--delta-base-offset']
    writeFileSync(file, execFileSync('git', args, { cwd: kite, env: testEnvironment(), input: revisions }))
    const once = adoption(repository, [{ file, thin: true }])
    await verbs(git).adoptExisting(once)
    expectAdopted(repository)
    await verbs(git).adoptExisting(once)
    expectAdopted(repository)
  })

  it('takes no pack where all is there', async () => {
    const repository = await existing('complete', 'main')
    gitCommand(repository.path, 'fetch', '--quiet', kite, 'next', 'v1.0', 'v1.0-signed-off', 'v2.0-rc')
    await verbs(git).adoptExisting(adoption(repository, []))
    expectAdopted(repository)
  })

  it('works in a linked worktree', async () => {
    const main = await existing('main-worktree', 'main~1')
    gitCommand(main.path, 'worktree', 'add', '--quiet', join(folder, 'linked'))
    const linked = await git.open(join(folder, 'linked'))
    const packs = published.packs.map(({ file }) => ({ file, thin: false }))
    await verbs(git).adoptExisting(adoption(linked, packs))
    expect(gitCommand(main.path, 'rev-parse', 'alice/next')).toBe(oidOf('next'))
    expect(gitCommand(linked.path, 'fetch', 'alice')).toBe('')
  })

  it('is refused where packs and repository do not hold all, and nothing is changed', async () => {
    const repository = await existing('lacking', 'main~1')
    const before = gitCommand(repository.path, 'for-each-ref')
    const tip = published.packs.slice(0, 1).map(({ file }) => ({ file, thin: false }))
    for (const packs of [[], tip]) {
      const adopted = verbs(git).adoptExisting(adoption(repository, packs))
      await expect(adopted).rejects.toMatchObject({ code: 'BAD_PACK' })
    }
    expect(gitCommand(repository.path, 'for-each-ref')).toBe(before)
    expect(await verbs(git).remoteNames(repository)).toEqual(['origin'])
    expect(existsSync(`${repository.path}-bare.git`)).toBe(false)
  })

  it('does not trust objects that lie about unconnected', async () => {
    const repository = await existing('lying-about', 'main~2')
    for (const oid of published.source.refs.map((ref) => ref.oid)) {
      const type = gitCommand(kite, 'cat-file', '-t', oid)
      const object = gitCommand(kite, 'cat-file', type, oid)
      gitWithInput(repository.path, `${object}\n`, 'hash-object', '-t', type, '-w', '--stdin')
    }
    await expect(verbs(git).adoptExisting(adoption(repository, []))).rejects.toMatchObject({
      code: 'BAD_PACK',
    })
  })
})

/** Whatever a user does between the first look at the files and the arrival of the history, nothing of it is lost. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git, InstalledHistory } from '../../src/main/git/types.ts'
import { buildSmallRepository } from './build-small-repository.ts'
import { entriesOf, lines, publish, type Published } from './compliance/setup.ts'
import { gitCommand } from './git-command.ts'
import { scratchFolder } from './scratch.ts'
import { indexAll, joinTip, verbs, type Join } from './tip-first-setup.ts'

const folder = scratchFolder('meanwhile')
let git: Git
let kite = ''
let published: Published
beforeAll(async () => {
  git = await detectGit({ force: 'git' })
  kite = buildSmallRepository(join(folder, 'kite'))
  published = await publish(git, kite, ['main', 'next'])
})

interface Work {
  readonly path: string
  readonly run: (...args: string[]) => string
  readonly write: (name: string, text: string) => void
  readonly commit: (message: string) => string
}

function workIn(path: string): Work {
  const run = (...args: string[]) => gitCommand(path, ...args)
  const write = (name: string, text: string) => writeFileSync(join(path, name), text)
  const commit = (message: string) => {
    run('add', '--all')
    run('commit', '--quiet', '--message', message)
    return run('rev-parse', 'HEAD')
  }
  return { path, run, write, commit }
}

interface Doing {
  readonly name: string
  readonly act: (work: Work) => unknown
  /** What still holds when the history is in. @param acted what `act` returned */
  readonly kept: (work: Work, acted: unknown, installed: InstalledHistory) => void
  /** Local branches that the doing cuts off from the history. */
  readonly unrelated?: readonly string[]
}

const mine = ({ write, commit }: Work) => {
  write('mine.txt', 'mine\n')
  return commit('Mine')
}
const isHead = ({ run }: Work, acted: unknown) => {
  expect(run('rev-parse', 'HEAD')).toBe(acted)
  expect(run('merge-base', 'HEAD', 'alice/main')).toBe(run('rev-parse', 'alice/main'))
  expect(run('status', '--porcelain')).toBe('')
}

const doings: readonly Doing[] = [
  { name: 'commits', act: mine, kept: isHead },
  {
    name: 'commits, gc --prune=now, repack -ad, prune-packed, pack-refs',
    act: (work) => {
      const commit = mine(work)
      work.run('gc', '--quiet', '--prune=now')
      work.run('repack', '-a', '-d', '--quiet')
      work.run('prune', '--expire=now')
      work.run('pack-refs', '--all')
      return commit
    },
    kept: isHead,
  },
  {
    name: 'branches, switches and merges',
    act: (work) => {
      work.run('switch', '--quiet', '--create', 'topic')
      mine(work)
      work.run('switch', '--quiet', 'main')
      work.run('merge', '--quiet', '--no-ff', '--message', 'Merge topic', 'topic')
      return work.run('rev-parse', 'HEAD')
    },
    kept: isHead,
  },
  {
    name: 'changes, stages, deletes, and leaves files of no commit',
    act: ({ path, run, write }) => {
      write('README.md', 'changed\n')
      write('staged.txt', 'staged\n')
      write('loose.txt', 'loose\n')
      run('add', 'staged.txt')
      rmSync(join(path, 'empty'))
      return run('status', '--porcelain')
    },
    kept: ({ run }, acted) => expect(run('status', '--porcelain')).toBe(acted),
  },
  {
    name: 'stashes',
    act: ({ run, write }) => {
      write('README.md', 'stashed\n')
      run('stash')
    },
    kept: ({ path, run }) => {
      run('stash', 'pop')
      expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('stashed\n')
    },
  },
  {
    name: 'detaches HEAD and commits there',
    act: (work) => {
      work.run('switch', '--quiet', '--detach')
      return mine(work)
    },
    kept: isHead,
  },
  {
    name: 'works in a second worktree',
    act: ({ path, run }) => {
      run('worktree', 'add', '--quiet', '-b', 'second', `${path}-second`)
      return mine(workIn(`${path}-second`))
    },
    kept: ({ path }, acted) => isHead(workIn(`${path}-second`), acted),
  },
  {
    name: 'amends the tip',
    act: ({ run }) => {
      run('commit', '--quiet', '--amend', '--message', 'Amended')
      return run('rev-parse', 'HEAD')
    },
    kept: ({ run }, acted) => {
      expect(run('rev-parse', 'HEAD')).toBe(acted)
      expect(run('diff', 'HEAD', 'alice/main')).toBe('')
    },
    unrelated: ['main'],
  },
  {
    name: 'amends the tip in the background of a branch, then gc',
    act: (work) => {
      work.run('switch', '--quiet', '--create', 'amended')
      work.run('commit', '--quiet', '--amend', '--message', 'Amended')
      work.run('switch', '--quiet', 'main')
      work.run('gc', '--quiet', '--prune=now')
      return mine(work)
    },
    kept: isHead,
    unrelated: ['amended'],
  },
  {
    name: 'rebases onto the tip, and resets away',
    act: (work) => {
      mine(work)
      work.run('switch', '--quiet', '--create', 'topic', 'HEAD~1')
      work.write('topic.txt', 'topic\n')
      work.commit('Topic')
      work.run('rebase', '--quiet', 'main')
      work.run('reset', '--quiet', '--hard', 'main')
      return work.run('rev-parse', 'HEAD')
    },
    kept: (work, acted) => {
      isHead(work, acted)
      expect(work.run('log', '-g', '--format=%gs', '--grep-reflog=rebase', 'HEAD')).not.toBe('')
      expect(work.run('show', '--format=%s', '--name-only', 'HEAD@{1}')).toMatch(/topic\.txt/)
    },
  },
  {
    name: 'fetches, prunes and pulls',
    act: ({ run }) => {
      for (const args of [['--all'], ['--prune', 'alice'], ['--unshallow', 'alice'], ['--depth=5', 'alice']])
        run('fetch', ...args)
      run('pull', '--rebase')
      return run('rev-parse', 'HEAD')
    },
    kept: isHead,
  },
  {
    name: 'makes tags of the same names',
    act: ({ run }) => {
      run('tag', 'v1.0')
      run('tag', '--annotate', 'v0.1/mine', '--message', 'in the way of v0.1')
      run('pack-refs', '--all')
      run('tag', '--annotate', 'v1.0-signed-off', '--message', 'mine')
      return run('for-each-ref', 'refs/tags')
    },
    kept: ({ run }, acted) => {
      const tags = lines(run('for-each-ref', 'refs/tags'))
      expect(tags).toEqual(expect.arrayContaining([...lines(String(acted))]))
      expect(tags.filter((line) => !String(acted).includes(line)).map((line) => line.split('\t')[1])).toEqual(
        ['refs/tags/v2.0-rc'],
      )
    },
  },
  {
    name: 'sets housekeeping as he likes it',
    act: ({ run }) => {
      run('config', 'gc.auto', '77')
      run('config', 'user.name', 'Bob')
      run('config', '--add', 'include.path', 'mine.config')
    },
    kept: ({ run }) => {
      expect(run('config', '--local', '--get-all', 'gc.auto')).toBe('77')
      expect(run('config', '--get-all', 'include.path')).toBe('mine.config')
      expect(run('config', 'user.name')).toBe('Bob')
    },
  },
  {
    name: 'fetches another shallow repository, with a boundary of its own',
    act: ({ path, run }) => {
      const other = buildSmallRepository(`${path}-other`)
      writeFileSync(join(other, 'carol.txt'), 'from Carol\n')
      workIn(other).commit('Carol’s')
      run('fetch', '--quiet', '--depth=1', `file://${other}`, 'main:refs/remotes/carol/main')
      return gitCommand(other, 'rev-parse', 'main')
    },
    kept: ({ path, run }, acted) => {
      expect(readFileSync(join(path, '.git/shallow'), 'utf8')).toBe(`${String(acted)}\n`)
      expect(run('log', '--format=%s', 'carol/main')).toBe('Carol’s')
    },
  },
  {
    name: 'removes the remote and its branches',
    act: (work) => {
      work.run('remote', 'remove', 'alice')
      work.run('gc', '--quiet', '--prune=now')
      return mine(work)
    },
    kept: isHead,
  },
  {
    name: 'leaves every local branch behind, and prunes',
    act: ({ run }) => {
      run('remote', 'remove', 'alice')
      run('switch', '--quiet', '--orphan', 'fresh')
      run('commit', '--quiet', '--allow-empty', '--message', 'Fresh')
      run('branch', '--quiet', '--delete', '--force', 'main')
      run('reflog', 'expire', '--expire=now', '--all')
      run('gc', '--quiet', '--prune=now')
    },
    kept: ({ run }) => expect(run('log', '--format=%s')).toBe('Fresh'),
    unrelated: ['fresh'],
  },
]

describe('a user who meanwhile', () => {
  it.each(doings)('$name', async ({ name, act, kept, unrelated = [] }) => {
    const joined = await joinTip(git, published, join(folder, name.replace(/\W+/g, '-')))
    const work = workIn(joined.target.path)
    const acted = act(work)
    await indexAll(git, joined)
    const installed = await verbs(git).installHistory(joined.install)
    expect(installed.unrelated).toEqual(unrelated)
    expectWhole(joined)
    kept(work, acted, installed)
    work.run('gc', '--quiet', '--prune=now')
    expectWhole(joined)
  })
})

/** All that is published is there, connected, sound, and nothing of ours is in the way. */
function expectWhole({ target }: Join): void {
  for (const name of ['main', 'next']) {
    const count = (repository: string, ref: string) => gitCommand(repository, 'rev-list', '--count', ref)
    expect(count(target.path, `refs/remotes/alice/${name}`)).toBe(count(kite, name))
  }
  for (const repository of [target.path, target.bare])
    expect(gitCommand(repository, 'fsck', '--strict', '--full', '--no-dangling')).toBe('')
  const left = [...entriesOf(join(target.path, '.git')), ...entriesOf(join(target.path, '.git/objects/pack'))]
  expect(left.filter((name) => /gittorrent|joining|\.keep$|\.lock$|unfinished/.test(name))).toEqual([])
}

describe('a clone that is no longer there', () => {
  it('is told clearly, and goes on where it was when it is back', async () => {
    const joined = await joinTip(git, published, join(folder, 'moving'))
    const { path } = joined.target
    await indexAll(git, joined)
    const install = () => verbs(git).installHistory(joined.install)
    const gone = {
      code: 'NOT_A_REPOSITORY',
      message: expect.stringContaining(path),
      action: expect.stringMatching(/move it back/),
    }
    renameSync(path, `${path}-elsewhere`)
    await expect(install()).rejects.toMatchObject(gone)
    // Another repository in its place, and a folder inside one.
    mkdirSync(path)
    await expect(install()).rejects.toMatchObject(gone)
    gitCommand(path, 'init', '--quiet')
    await expect(install()).rejects.toMatchObject(gone)
    expect(entriesOf(join(path, '.git/objects/pack'))).toEqual([])
    rmSync(path, { recursive: true })
    renameSync(`${path}-elsewhere`, path)
    await install()
    expectWhole(joined)
  })

  it('is found through a git directory that lies elsewhere', async () => {
    const joined = await joinTip(git, published, join(folder, 'separate'))
    const { path } = joined.target
    gitCommand(path, 'init', '--quiet', `--separate-git-dir=${path}-git`)
    await indexAll(git, joined)
    await verbs(git).installHistory(joined.install)
    expect(gitCommand(path, 'rev-list', '--count', 'HEAD')).toBe(
      gitCommand(kite, 'rev-list', '--count', 'main'),
    )
  })
})

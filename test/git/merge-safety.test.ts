/** Merging in the user's clone: when it is refused nothing changes, and nothing that a peer or a repository names is run. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { at, begin, expectRefused, mergeInto, peerCommit, snapshot, userAt } from './merge-setup.ts'
import { git, history, type Work } from './history-setup.ts'
import { gitCommand } from './git-command.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('merge-safety')
userAt(folder)
let count = 0
const fresh = (files?: Readonly<Record<string, string>>) => begin(folder, `${++count}`, files)
const dotGit = (repo: Work, ...path: string[]) => join(repo.path, '.git', ...path)

interface State {
  readonly name: string
  readonly make: (repo: Work) => void
  readonly named: RegExp
  /** It is in the way of the checked-out branch alone, and of no other. */
  readonly ofBranch?: true
}

const fails = (work: () => unknown) => expect(work).toThrow()
/** Two branches that conflict. */
const conflict = (repo: Work) => {
  repo.run('switch', '-qc', 'side')
  repo.commit('Side', { a: 'side\n' })
  repo.commit('Side again', { a: 'side again\n' })
  repo.run('switch', '-q', 'main')
  repo.commit('Main', { a: 'main\n' })
}

const STATES: readonly State[] = [
  {
    name: 'a changed file',
    make: (repo) => repo.write('a', 'mine'),
    named: /not committed; commit or stash/,
  },
  { name: 'a removed file', make: ({ path }) => rmSync(join(path, 'a')), named: /not committed/ },
  {
    name: 'a change that is staged only',
    make: (repo) => {
      repo.write('a', 'staged')
      repo.run('add', 'a')
      repo.write('a', '1\n')
    },
    named: /not committed/,
  },
  {
    name: 'a new file that is staged',
    make: (repo) => {
      repo.write('mine', 'mine')
      repo.run('add', '-N', 'mine')
    },
    named: /not committed/,
  },
  {
    name: 'a merge',
    make: (repo) => {
      conflict(repo)
      fails(() => repo.run('merge', 'side'))
    },
    named: /in the middle of a merge; finish or abort it first/,
  },
  {
    name: 'a merge whose result is not committed yet',
    make: (repo) => {
      repo.run('switch', '-qc', 'side')
      repo.commit('Side')
      repo.run('switch', '-q', 'main')
      repo.run('merge', '--no-ff', '--no-commit', 'side')
    },
    named: /in the middle of a merge/,
  },
  {
    name: 'a rebase',
    make: (repo) => {
      conflict(repo)
      fails(() => repo.run('rebase', 'side'))
    },
    named: /in the middle of a rebase/,
  },
  {
    name: 'a cherry-pick',
    make: (repo) => {
      conflict(repo)
      fails(() => repo.run('cherry-pick', 'side'))
    },
    named: /in the middle of a cherry-pick/,
  },
  {
    name: 'a cherry-pick of several, one of which was committed by hand',
    make: (repo) => {
      conflict(repo)
      fails(() => repo.run('cherry-pick', 'side~1', 'side'))
      repo.run('commit', '-qam', 'By hand')
    },
    named: /in the middle of picking/,
  },
  {
    name: 'a revert',
    make: (repo) => {
      conflict(repo)
      fails(() => repo.run('revert', '--no-edit', 'HEAD~1'))
    },
    named: /in the middle of a revert/,
  },
  {
    name: 'a bisect',
    make: (repo) => repo.run('bisect', 'start'),
    named: /in the middle of a bisect/,
  },
  {
    name: 'a detached HEAD',
    make: (repo) => repo.run('checkout', '-q', '--detach'),
    named: /detached: check a/,
    ofBranch: true,
  },
  {
    name: 'a HEAD that is no branch',
    make: (repo) => {
      repo.run('update-ref', 'refs/remotes/carol/main', 'HEAD')
      repo.run('symbolic-ref', 'HEAD', 'refs/remotes/carol/main')
    },
    ofBranch: true,
    named: /^HEAD is detached/,
  },
  {
    name: 'a branch without a commit',
    make: (repo) => repo.run('switch', '-q', '--orphan', 'new'),
    named: /there is no commit yet/,
  },
  {
    name: 'a lock of the index that was left',
    make: (repo) => writeFileSync(dotGit(repo, 'index.lock'), ''),
    named: /if no git is running, delete \/.+\/\.git\/index\.lock$/,
  },
  {
    name: 'a lock of HEAD',
    make: (repo) => writeFileSync(dotGit(repo, 'HEAD.lock'), ''),
    named: /delete \/.+\/\.git\/HEAD\.lock$/,
  },
  {
    name: 'a lock of the branch',
    make: (repo) => writeFileSync(dotGit(repo, 'refs/heads/main.lock'), ''),
    named: /delete \/.+\/refs\/heads\/main\.lock$/,
    ofBranch: true,
  },
  {
    name: 'the branch in another working tree',
    make: (repo) => repo.run('worktree', 'add', '-q', '--force', `${repo.path}-tree`, 'main'),
    named: /^main is checked out in \/.+-tree as well; check out another branch there/,
    ofBranch: true,
  },
  {
    name: 'a sparse checkout',
    make: (repo) => {
      repo.write('d/e', '1')
      repo.run('sparse-checkout', 'set', 'd')
      rmSync(join(repo.path, 'd'), { recursive: true })
    },
    named: /sparse checkout/,
  },
  {
    name: 'a shallow clone',
    make: (repo) => {
      repo.commit('Second')
      writeFileSync(dotGit(repo, 'shallow'), `${repo.run('rev-parse', 'HEAD')}\n`)
    },
    named: /history is still on its way/,
  },
  {
    name: 'a partial clone',
    make: (repo) => {
      repo.run('config', 'remote.origin.url', 'https://localhost/none')
      repo.run('config', 'remote.origin.promisor', 'true')
    },
    named: /partial clone/,
  },
]

describe('refused in one line, and nothing is changed', () => {
  it.each(STATES)('$name', async ({ make, named, ofBranch }) => {
    const repo = fresh()
    const first = repo.run('rev-parse', 'HEAD')
    const incoming = { b: 'theirs\n' }
    repo.run('update-ref', 'refs/remotes/bob/main', first)
    make(repo)
    const theirs = peerCommit(repo, incoming, first)
    await expectRefused(repo, theirs, named)
    // The other two ways to move a working tree keep to the same.
    const before = snapshot(repo)
    const request = { name: 'theirs', sha: theirs, upstream: 'bob/theirs' }
    const merged = { branch: 'main', before: theirs, after: repo.run('rev-parse', 'main') }
    await expect(history.undoMerge(at(repo.path), merged)).rejects.toMatchObject({ code: 'DIRTY_TREE' })
    if (!ofBranch) {
      await expect(history.checkOut(at(repo.path), request)).rejects.toMatchObject({ code: 'DIRTY_TREE' })
    }
    expect(snapshot(repo)).toEqual(before)
  })

  it('an incomplete clone isn’t even opened', async () => {
    const repo = fresh()
    repo.commit('Second', { b: '1' })
    repo.run('config', 'uploadpack.allowFilter', 'true')
    const url = `file://${repo.path}`
    for (const how of ['--depth=1', '--filter=blob:none']) {
      const path = join(folder, `clone${how}`)
      gitCommand(folder, 'clone', '-q', how, url, path)
      const refusal = { code: 'SHALLOW_REPOSITORY', message: expect.any(String), action: expect.any(String) }
      await expect(git.open(path)).rejects.toMatchObject(refusal)
    }
  })

  it('a linked working tree is merged into, the main one is left alone', async () => {
    const repo = fresh()
    const theirs = peerCommit(repo, { b: 'theirs' })
    const tree = `${repo.path}-tree`
    repo.run('worktree', 'add', '-q', '-b', 'side', tree)
    const before = repo.run('rev-parse', 'main')
    const outcome = await history.merge(await git.open(tree), {
      theirs,
      label: 'bob/main',
      mode: 'ff',
      fallback: { name: 'Alice', email: 'alice@gittorrent' },
    })
    expect(outcome).toMatchObject({ kind: 'forward', branch: 'side' })
    expect(gitCommand(tree, 'status', '--porcelain')).toBe('')
    expect([repo.run('rev-parse', 'main'), repo.run('status', '--porcelain')]).toEqual([before, ''])
    // A working tree whose folder was removed by hand is nobody's.
    rmSync(tree, { recursive: true })
    repo.run('switch', '-q', '--ignore-other-worktrees', 'side')
    expect(await mergeInto(repo, peerCommit(repo, { c: '1' }))).toMatchObject({ kind: 'forward' })
  })
})

describe('what comes of a merge', () => {
  it('a conflict: the files are named, and nothing is changed', async () => {
    const repo = fresh({ a: '1\n', 'ü "q"': '1\n', c: '1\n' })
    const theirs = peerCommit(repo, { a: 'theirs\n', 'd/new': '1', c: null })
    repo.commit('Mine', { a: 'mine\n', c: 'mine\n' })
    const before = snapshot(repo)
    expect(await mergeInto(repo, theirs)).toEqual({ kind: 'conflicts', files: ['a', 'c'] })
    expect(await mergeInto(repo, theirs, 'ff')).toEqual({ kind: 'apart' })
    expect(snapshot(repo)).toEqual(before)
  })

  it('nothing, where it would change nothing', async () => {
    const repo = fresh()
    const theirs = peerCommit(repo, { a: '2\n' })
    repo.commit('The same', { a: '2\n' })
    const before = snapshot(repo)
    expect(await mergeInto(repo, theirs)).toEqual({ kind: 'nothing' })
    expect(await mergeInto(repo, repo.run('rev-parse', 'HEAD~1'))).toEqual({ kind: 'nothing' })
    expect(snapshot(repo)).toEqual(before)
  })

  it('no merge commit, where only forward was asked for', async () => {
    const repo = fresh()
    const theirs = peerCommit(repo, { b: '1\n' })
    repo.commit('Mine', { c: '1\n' })
    const before = snapshot(repo)
    expect(await mergeInto(repo, theirs, 'ff')).toEqual({ kind: 'apart' })
    expect(snapshot(repo)).toEqual(before)
    expect(await mergeInto(repo, theirs)).toMatchObject({ kind: 'merged', branch: 'main' })
    expect(repo.run('show', '-s', '--format=%s|%an|%p')).toMatch(/^Merge bob\/main\|Alice\|\w+ \w+$/)
    expect(repo.run('status', '--porcelain')).toBe('')
  })

  it('a refusal, where there is no such commit or nothing in common', async () => {
    const repo = fresh()
    const alone = repo.run('commit-tree', '-m', 'Alone', 'HEAD^{tree}')
    await expectRefused(repo, alone, /no history in common/)
    await expectRefused(repo, '1'.repeat(40), /bob\/main is not here/)
    const theirs = peerCommit(repo, { b: '1' })
    const blob = repo.run('rev-parse', `${theirs}:b`)
    const away = dotGit(repo, 'objects', blob.slice(0, 2), blob.slice(2))
    renameSync(away, `${away}.away`)
    await expectRefused(repo, theirs, /could not be written .+; all is as before/)
    renameSync(`${away}.away`, away)
    expect(await mergeInto(repo, theirs)).toMatchObject({ kind: 'forward' })
  })

  it('many at once come one after the other', async () => {
    const repo = fresh()
    const peers = [1, 2, 3, 4].map((n) => peerCommit(repo, { [`b${n}`]: 'theirs' }))
    const outcomes = await Promise.all(peers.map((theirs) => mergeInto(repo, theirs)))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['forward', 'merged', 'merged', 'merged'])
    expect(repo.run('status', '--porcelain')).toBe('')
    mkdirSync(join(repo.path, 'empty'))
    expect(repo.run('ls-files')).toBe('a\nb1\nb2\nb3\nb4')
  })
})

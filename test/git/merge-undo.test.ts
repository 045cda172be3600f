/** A merge that is taken back, and a peer's branch that is checked out: as before, or not at all. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint, history, type Work } from './history-setup.ts'
import { at, begin, mergeInto, peerCommit, snapshot, userAt } from './merge-setup.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('merge-undo')
userAt(folder)
let count = 0
const fresh = (files?: Readonly<Record<string, string>>) => begin(folder, `${++count}`, files)

/** The user's files with their bytes and modes, without times. */
const filesOf = (repo: Work) =>
  Object.entries(fingerprint(repo.path)).flatMap(([path, mark]) =>
    path.startsWith('.git/') ? [] : [`${path} ${mark.split(' ').slice(0, 2).join(' ')}`],
  )
const stateOf = (repo: Work) => ({
  files: filesOf(repo),
  refs: repo.run('for-each-ref'),
  index: repo.run('ls-files', '--stage'),
  head: repo.run('symbolic-ref', 'HEAD'),
  status: repo.run('status', '--porcelain=v2', '--ignored', '-uall'),
})

/** A merge in a clone with untracked and ignored files, some of them in a folder that comes with it. */
async function merged(how: 'forward' | 'merged') {
  const repo = fresh({ a: '1\n', gone: '1\n', 'd/e': '1\n', tool: '#!/bin/sh\n', '.gitignore': '*.log\n' })
  repo.write('mine', 'untracked')
  repo.write('x.log', 'ignored')
  repo.write('d/y.log', 'ignored too')
  const theirs = peerCommit(repo, {
    a: '2\n',
    gone: null,
    'd/e': null,
    'new/f': '1\n',
    tool: { mode: '100755', text: '#!/bin/sh\n' },
    link: { mode: '120000', text: 'a' },
  })
  if (how === 'merged') repo.commit('Mine', { b: '1\n' })
  const before = stateOf(repo)
  const outcome = await mergeInto(repo, theirs)
  if (outcome.kind !== how) throw new Error(JSON.stringify(outcome))
  return { repo, before, outcome, theirs }
}

const refusal = (code: string, message: RegExp) => ({
  code,
  message: expect.stringMatching(message),
  action: expect.stringMatching(/\S/),
})

describe('a merge that is taken back', () => {
  it.each(['forward', 'merged'] as const)('%s: all is exactly as before', async (how) => {
    const { repo, before, outcome, theirs } = await merged(how)
    expect(filesOf(repo)).not.toEqual(before.files)
    rmSync(join(repo.path, '.git', 'logs'), { recursive: true })
    rmSync(join(repo.path, '.git', 'ORIG_HEAD'), { force: true })
    await history.undoMerge(at(repo.path), outcome)
    expect(stateOf(repo)).toEqual(before)
    expect(await mergeInto(repo, theirs)).toMatchObject({ kind: how })
  })

  it('not when something was built on it, or the branch is gone', async () => {
    const { repo, outcome } = await merged('merged')
    repo.commit('On top')
    let before = snapshot(repo)
    const builtOn = refusal('MERGE_BUILT_ON', /^main has moved on since that merge$/)
    await expect(history.undoMerge(at(repo.path), outcome)).rejects.toMatchObject(builtOn)
    expect(snapshot(repo)).toEqual(before)
    repo.run('branch', '-m', 'other')
    before = snapshot(repo)
    await expect(history.undoMerge(at(repo.path), outcome)).rejects.toMatchObject(builtOn)
    expect(snapshot(repo)).toEqual(before)
  })

  it('not when another branch is checked out, though at the same commit', async () => {
    const { repo, outcome } = await merged('merged')
    repo.run('switch', '-qc', 'other')
    const before = snapshot(repo)
    const elsewhere = refusal('DIRTY_TREE', /main is not checked out/)
    await expect(history.undoMerge(at(repo.path), outcome)).rejects.toMatchObject(elsewhere)
    expect(snapshot(repo)).toEqual(before)
  })

  it('not over changes, staged ones, and files made since', async () => {
    const { repo, outcome } = await merged('merged')
    const expectKept = async (message: RegExp) => {
      const before = snapshot(repo)
      await expect(history.undoMerge(at(repo.path), outcome)).rejects.toMatchObject(
        refusal('DIRTY_TREE', message),
      )
      expect(snapshot(repo)).toEqual(before)
    }
    repo.write('new/f', 'mine')
    await expectKept(/not committed/)
    repo.run('add', 'new/f')
    await expectKept(/not committed/)
    repo.run('reset', '-q', '--hard')
    repo.write('gone', 'mine')
    await expectKept(/: gone is in the way/)
    rmSync(join(repo.path, 'gone'))
    writeFileSync(join(repo.path, '.git', 'index.lock'), '')
    await expectKept(/delete .+index\.lock$/)
  })
})

describe('a branch of a peer’s that is checked out', () => {
  const checkOut = (repo: Work, name: string, sha: string) =>
    history.checkOut(at(repo.path), { name, sha, upstream: `bob/${name}` })

  it('is made with its upstream, or moved forward, and untracked files stay', async () => {
    const repo = fresh({ a: '1\n', '.gitignore': '*.log\n' })
    repo.write('x.log', 'ignored')
    const first = peerCommit(repo, { a: '2\n' })
    const second = peerCommit(repo, { b: '1\n' }, first)
    await checkOut(repo, 'work/one', first)
    expect([repo.run('symbolic-ref', 'HEAD'), repo.read('a')]).toEqual(['refs/heads/work/one', '2\n'])
    expect(repo.run('config', 'branch.work/one.merge')).toBe('refs/heads/work/one')
    await checkOut(repo, 'work/one', second)
    expect(repo.run('rev-parse', 'HEAD')).toBe(second)
    repo.run('config', 'branch.main.remote', 'origin')
    await checkOut(repo, 'main', second)
    expect([repo.run('rev-parse', 'main'), repo.read('x.log')]).toEqual([second, 'ignored'])
    // What the user pulls from is his.
    expect(repo.run('config', 'branch.main.remote')).toBe('origin')
    expect(repo.run('status', '--porcelain')).toBe('')
    expect(repo.run('reflog', '-1', '--format=%gs')).toBe('checkout: moving from work/one to main')
  })

  it('is left where it is when a file is in the way, or another working tree has it', async () => {
    const repo = fresh({ a: '1\n', '.gitignore': '*.log\n' })
    const theirs = peerCommit(repo, { 'x.log': 'theirs' })
    repo.write('x.log', 'ignored')
    repo.run('branch', 'old')
    repo.run('branch', 'elsewhere')
    repo.run('worktree', 'add', '-q', `${repo.path}-tree`, 'elsewhere')
    const before = snapshot(repo)
    const inTheWay = refusal('DIRTY_TREE', /x\.log is in the way/)
    await expect(checkOut(repo, 'new', theirs)).rejects.toMatchObject(inTheWay)
    await expect(checkOut(repo, 'old', theirs)).rejects.toMatchObject(inTheWay)
    await expect(checkOut(repo, 'main', theirs)).rejects.toMatchObject(inTheWay)
    rmSync(join(repo.path, 'x.log'))
    const other = refusal('DIRTY_TREE', /elsewhere is checked out in .+-tree as well/)
    await expect(checkOut(repo, 'elsewhere', theirs)).rejects.toMatchObject(other)
    repo.write('x.log', 'ignored')
    expect(snapshot(repo).refs).toEqual(before.refs)
    expect(snapshot(repo).status).toEqual(before.status)
  })

  it('is no option, no revision, and takes the place of no commit', async () => {
    const repo = fresh({ a: '1\n' })
    const theirs = peerCommit(repo, { a: '2\n' })
    let before = snapshot(repo)
    for (const name of ['-f', '--detach', '-', 'HEAD', '@', '../x', 'a..b', '']) {
      await expect(checkOut(repo, name, theirs)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
    expect(snapshot(repo)).toEqual(before)
    repo.run('branch', 'folder')
    before = snapshot(repo)
    await expect(checkOut(repo, 'folder/file', theirs)).rejects.toMatchObject({ code: 'DIRTY_TREE' })
    repo.run('checkout', '-q', '--detach')
    repo.commit('Mine alone')
    before = snapshot(repo)
    await expect(checkOut(repo, 'new', theirs)).rejects.toMatchObject(
      refusal('DIRTY_TREE', /no branch has its commit/),
    )
    expect(snapshot(repo)).toEqual(before)
    repo.run('branch', 'mine')
    await checkOut(repo, 'new', theirs)
    await expect(checkOut(repo, 'mine', theirs)).rejects.toMatchObject({ code: 'BRANCH_EXISTS' })
  })
})

/** What other processes do to a branch while it is merged into, with the git of today and with one before 2.27. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { history } from '../../src/main/git/program/history/index.ts'
import { GitProgram } from '../../src/main/git/program/run.ts'
import { at, begin, peerCommit, request, snapshot, userAt } from './merge-setup.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('merge-meanwhile')
userAt(folder)
let count = 0

/** Git with something done around its commands, by a shell's case of `"$command"`. */
function gitWith(cases: string): GitProgram {
  const path = join(folder, `git-${++count}`)
  const lines = ['#!/bin/sh', 'command=" $* "', `case "$command" in`, cases, 'esac', 'exec git "$@"', '']
  writeFileSync(path, lines.join('\n'), { mode: 0o755 })
  return new GitProgram(path)
}
const OLD = '*" update-ref "*" --stdin "*) echo "fatal: unknown command: start" >&2; exit 128;;'

describe.each([
  ['today’s', ''],
  ['an old', OLD],
])('with %s git', (_, old) => {
  const fresh = () => {
    const repo = begin(folder, `${++count}`, { a: '1\n' })
    return { repo, theirs: peerCommit(repo, { a: '2\n', b: '1\n' }) }
  }
  const merge = (git: GitProgram, path: string, theirs: string) =>
    history(git).merge(at(path), request(theirs))

  it('it is merged', async () => {
    const { repo, theirs } = fresh()
    const before = repo.run('rev-parse', 'HEAD')
    expect(await merge(gitWith(old), repo.path, theirs)).toMatchObject({ kind: 'forward' })
    expect([repo.run('rev-parse', 'main'), repo.run('status', '--porcelain')]).toEqual([theirs, ''])
    const merged = { branch: 'main', before, after: theirs }
    await history(gitWith(old)).undoMerge(at(repo.path), merged)
    expect([repo.run('rev-parse', 'main'), repo.run('status', '--porcelain')]).toEqual([before, ''])
  })

  it('a branch that moved since it was looked at keeps its commit, and the files are as before', async () => {
    const { repo, theirs } = fresh()
    const mine = repo.run('commit-tree', '-m', 'Mine', '-p', 'HEAD', 'HEAD^{tree}')
    // Another process commits when all was looked at.
    const commit = `*" update-index "*|*" update-ref "*) git update-ref refs/heads/main ${mine};;`
    const outcome = await merge(gitWith(`${old}\n${commit}`), repo.path, theirs)
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'main moved meanwhile; try again' })
    expect([repo.run('rev-parse', 'main'), repo.run('status', '--porcelain')]).toEqual([mine, ''])
    expect(repo.read('a')).toBe('1\n')
  })

  it('a file that appears where one will be written stays', async () => {
    const { repo, theirs } = fresh()
    const appear = `*" --dry-run "*) echo mine > ${join(repo.path, 'b')};;`
    const outcome = await merge(gitWith(`${old}\n${appear}`), repo.path, theirs)
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/'b' .*overwritten/) })
    expect([repo.read('b'), repo.read('a')]).toEqual(['mine\n', '1\n'])
    expect(repo.run('status', '--porcelain')).toBe('?? b')
  })

  it('one that appears later yet stays as well', async () => {
    const { repo, theirs } = fresh()
    const appear = `*" --dry-run "*) ;;\n*" read-tree "*) echo mine > ${join(repo.path, 'b')};;`
    const outcome = await merge(gitWith(`${old}\n${appear}`), repo.path, theirs)
    expect(outcome).toMatchObject({ kind: 'refused' })
    expect([repo.read('b'), repo.read('a')]).toEqual(['mine\n', '1\n'])
  })

  it('a lock that is taken meanwhile is named', async () => {
    const { repo, theirs } = fresh()
    const before = snapshot(repo)
    const lock = join(repo.path, '.git', 'refs', 'heads', 'main.lock')
    const outcome = await merge(gitWith(`${old}\n*" ls-tree "*) : > ${lock};;`), repo.path, theirs)
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/delete .+main\.lock$/) })
    expect(snapshot(repo).status).toEqual(before.status)
    expect(repo.read('a')).toBe('1\n')
  })
})

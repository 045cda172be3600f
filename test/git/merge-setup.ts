/** A user's clone with a peer's commits in it, and what tells that a refusal changed nothing. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { MergeOutcome, MergeRequest } from '../../src/main/git/history-types.ts'
import type { Repository } from '../../src/main/git/types.ts'
import { gitWithInput, testEnvironment } from './git-command.ts'
import { fingerprint, history, work, type Work } from './history-setup.ts'

/** Text of a file; null: it is removed; an object: any entry of a tree. */
export type Change = string | null | { readonly mode: string; readonly text: string }

/** A commit that came from a peer: made beside the working tree and the index, as an update's is. */
export function peerCommit(repo: Work, changes: Readonly<Record<string, Change>>, base = 'HEAD'): string {
  const mark = 'refs/remotes/bob/main'
  const files = Object.entries(changes).map(([path, change]) => {
    if (change === null) return `D ${path}\n`
    const { mode, text } = typeof change === 'string' ? { mode: '100644', text: change } : change
    if (mode === '160000') return `M ${mode} ${text} ${path}\n`
    return `M ${mode} inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`
  })
  const from = repo.run('rev-parse', base)
  const who = 'Bob <bob@example.org> 1700000000 +0000'
  const head = `commit ${mark}\ncommitter ${who}\ndata 3\nBob\nfrom ${from}\n`
  gitWithInput(repo.path, head + files.join(''), 'fast-import', '--quiet', '--force')
  return repo.run('rev-parse', mark)
}

export const at = (path: string): Repository => ({
  path,
  gitDir: join(path, '.git'),
  objectFormat: 'sha1',
  bare: false,
})

export const request = (theirs: string, mode: 'ff' | 'clean' = 'clean'): MergeRequest => ({
  theirs,
  label: 'bob/main',
  mode,
  fallback: { name: 'Alice', email: 'alice@gittorrent' },
})

export const mergeInto = (
  repo: Work,
  theirs: string,
  mode: 'ff' | 'clean' = 'clean',
): Promise<MergeOutcome> => history.merge(at(repo.path), request(theirs, mode))

/** Everything that a user could miss: HEAD, refs, index, state, and every file with its bytes and times. */
export const snapshot = (repo: Work) => ({
  files: fingerprint(repo.path),
  refs: repo.run('for-each-ref'),
  status: repo.run('--no-optional-locks', 'status', '--porcelain=v2', '--branch', '--ignored', '-uall'),
})

/** The merge is refused with a reason of one line that names what is in the way, and nothing was touched. */
export async function expectRefused(repo: Work, theirs: string, named: RegExp): Promise<void> {
  const before = snapshot(repo)
  const outcome = await mergeInto(repo, theirs)
  expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(named) })
  expect((outcome as { reason: string }).reason).not.toMatch(/[\r\n]/)
  expect(snapshot(repo)).toEqual(before)
}

/** A clone with a first commit, and a home of its user whose configuration counts until the test file ends. */
export function userAt(folder: string, config = ''): { readonly home: string } {
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, '.gitconfig'), config)
  process.env['HOME'] = home
  process.env['XDG_CONFIG_HOME'] = join(home, '.config')
  return { home }
}

/** Git as the user runs it: with his own configuration. */
export function asUser(repo: Work, ...args: readonly string[]): string {
  const { GIT_CONFIG_GLOBAL: _, ...env } = testEnvironment()
  return execFileSync('git', args, { cwd: repo.path, env, encoding: 'utf8' }).replace(/\n$/, '')
}

export const begin = (folder: string, name: string, files: Readonly<Record<string, string>> = { a: '1\n' }) =>
  work(join(folder, name), files)

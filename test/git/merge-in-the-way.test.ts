/** Whatever lies where a merge would write stays as it is, and is named. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { at, begin, expectRefused, mergeInto, peerCommit, snapshot, type Change } from './merge-setup.ts'
import { history } from './history-setup.ts'
import { gitCommand } from './git-command.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('in-the-way')
let count = 0
const fresh = (files?: Readonly<Record<string, string>>) => begin(folder, `${++count}`, files)

interface Clash {
  readonly name: string
  readonly tracked?: Readonly<Record<string, string>>
  /** What the user has beside it. */
  readonly beside: Readonly<Record<string, string>>
  readonly incoming: Readonly<Record<string, Change>>
  readonly named: RegExp
}

const CLASHES: readonly Clash[] = [
  {
    name: 'an untracked file',
    beside: { new: 'mine' },
    incoming: { new: 'theirs' },
    named: /^new is in the way/,
  },
  {
    name: 'an untracked file with the same bytes',
    beside: { new: 'same' },
    incoming: { new: 'same' },
    named: /^new is in the way/,
  },
  {
    name: 'an ignored file',
    tracked: { a: '1', '.gitignore': '*.log\n' },
    beside: { 'x.log': 'mine' },
    incoming: { 'x.log': 'theirs' },
    named: /^x\.log is in the way/,
  },
  {
    name: 'a file that the incoming commit no longer ignores',
    tracked: { a: '1', '.gitignore': '.env\n' },
    beside: { '.env': 'secret' },
    incoming: { '.gitignore': null, '.env': 'theirs' },
    named: /^\.env is in the way/,
  },
  {
    name: 'an untracked file for a folder',
    beside: { x: 'mine' },
    incoming: { 'x/y': 't' },
    named: /^x is in/,
  },
  {
    name: 'an untracked folder for a file',
    beside: { 'x/y': 'mine' },
    incoming: { x: 't' },
    named: /^x(\/y)? is in/,
  },
  {
    name: 'an untracked file in a folder that becomes a file',
    tracked: { a: '1', 'x/y': '1' },
    beside: { 'x/mine': 'mine' },
    incoming: { 'x/y': null, x: 'theirs' },
    named: /^x\/mine is in the way/,
  },
  {
    name: 'an ignored file in a folder that becomes a file',
    tracked: { a: '1', 'x/y': '1', '.gitignore': '*.log\n' },
    beside: { 'x/deep/er/mine.log': 'mine' },
    incoming: { 'x/y': null, x: 'theirs' },
    named: /^x\/deep\/er\/mine\.log is in the way/,
  },
  {
    name: 'an ignored folder in a folder that becomes a link',
    tracked: { a: '1', 'x/y': '1', '.gitignore': 'build/\n' },
    beside: { 'x/build/mine': 'mine' },
    incoming: { 'x/y': null, x: { mode: '120000', text: '/' } },
    named: /^x\/build\/mine is in the way/,
  },
  {
    name: 'an ignored file in a folder that becomes a submodule',
    tracked: { a: '1', 'x/y': '1', '.gitignore': '*.log\n' },
    beside: { 'x/mine.log': 'mine' },
    incoming: { 'x/y': null, x: { mode: '160000', text: '1'.repeat(40) } },
    named: /^x\/mine\.log is in the way/,
  },
  {
    name: 'the user’s own repository where a submodule would be',
    beside: { 'lib/.git/config': '', 'lib/code': 'mine' },
    incoming: { lib: { mode: '160000', text: '1'.repeat(40) } },
    named: /^lib(\/\S+)? is in the way/,
  },
]

describe('nothing is touched, and the path is named', () => {
  it.each(CLASHES)('$name', async ({ tracked, beside, incoming, named }) => {
    const repo = fresh(tracked)
    for (const [path, text] of Object.entries(beside)) repo.write(path, text)
    await expectRefused(repo, peerCommit(repo, incoming), named)
  })

  it('a file that the user keeps out of git’s sight', async () => {
    for (const flag of ['--assume-unchanged', '--skip-worktree']) {
      const repo = fresh({ a: '1\n', config: 'shared\n' })
      repo.run('update-index', flag, 'config')
      repo.write('config', 'my password\n')
      await expectRefused(repo, peerCommit(repo, { config: 'theirs\n' }), /config/)
      expect(await mergeInto(repo, peerCommit(repo, { b: '2' }))).toMatchObject({ kind: 'forward' })
      expect(repo.read('config')).toBe('my password\n')
    }
  })

  it.each([{ lib: 'a file' }, { lib: null, 'lib/code': 'theirs' }])(
    'the content of a submodule whose place something else takes: %j',
    async (incoming) => {
      const repo = fresh()
      repo.run('update-index', '--add', '--cacheinfo', `160000,${repo.run('rev-parse', 'HEAD')},lib`)
      repo.run('commit', '-qm', 'A submodule')
      const theirs = peerCommit(repo, incoming)
      mkdirSync(join(repo.path, 'lib'))
      gitCommand(join(repo.path, 'lib'), 'init', '-q')
      repo.write('lib/code', 'mine')
      await expectRefused(repo, theirs, /^lib\/\S+ is in the way/)
      rmSync(join(repo.path, 'lib'), { recursive: true })
      mkdirSync(join(repo.path, 'lib'))
      expect(await mergeInto(repo, theirs)).toMatchObject({ kind: 'forward' })
    },
  )

  it('a file that git stopped to track', async () => {
    const repo = fresh({ a: '1', kept: '1' })
    repo.run('rm', '-q', '--cached', 'kept')
    repo.commit('Keep it to myself')
    await expectRefused(repo, peerCommit(repo, { kept: '2' }), /^kept is in the way/)
  })

  it('a link out of the clone on the way to a new file', async () => {
    const repo = fresh()
    const outside = join(folder, 'outside')
    mkdirSync(outside, { recursive: true })
    symlinkSync(outside, join(repo.path, 'x'))
    await expectRefused(repo, peerCommit(repo, { 'x/y': 'theirs' }), /^x is in the way/)
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('where letters’ case doesn’t count', () => {
  const CASES: readonly Clash[] = [
    {
      name: 'an untracked file',
      beside: { 'read.me': 'm' },
      incoming: { 'READ.me': 't' },
      named: /^READ\.me is in/,
    },
    { name: 'a tracked file', beside: {}, incoming: { A: 't' }, named: /^A is in the way/ },
    {
      name: 'an untracked file for a folder',
      beside: { x: 'm' },
      incoming: { 'X/y': 't' },
      named: /^X is in the way/,
    },
    {
      name: 'a file in an untracked folder',
      beside: { 'dir/F': 'm' },
      incoming: { 'Dir/f': 't' },
      named: /^Dir\/f is/,
    },
    { name: 'two incoming files', beside: {}, incoming: { q: 't', Q: 'u' }, named: /^[qQ] is in the way/ },
  ]
  it.each(CASES)('$name', async ({ beside, incoming, named }) => {
    const repo = fresh({ a: '1' })
    const theirs = peerCommit(repo, incoming)
    repo.run('config', 'core.ignoreCase', 'true')
    for (const [path, text] of Object.entries(beside)) repo.write(path, text)
    await expectRefused(repo, theirs, named)
  })

  it('and where it does, both are fine', async () => {
    const repo = fresh({ a: '1' })
    expect(await mergeInto(repo, peerCommit(repo, { A: '2' }))).toMatchObject({ kind: 'forward' })
    expect([repo.read('a'), repo.read('A')]).toEqual(['1', '2'])
  })
})

describe('what is not in the way', () => {
  it('a tracked link or file that becomes a folder, and a tracked folder that becomes a file', async () => {
    const repo = fresh({ a: '1', f: 'file', 'd/e/f': 'deep', 'keep/me': '1', 'keep/mine.log': '' })
    repo.run('rm', '-q', '--cached', 'keep/mine.log')
    const outside = join(folder, 'target')
    mkdirSync(outside, { recursive: true })
    writeFileSync(join(outside, 'y'), 'outside')
    symlinkSync(outside, join(repo.path, 'x'))
    repo.run('add', 'x')
    repo.commit('A link')
    const before = repo.run('rev-parse', 'HEAD')
    const theirs = peerCommit(repo, {
      x: null,
      'x/y': 'theirs',
      f: null,
      'f/g': 'theirs',
      'd/e/f': null,
      d: 'now a file',
      'keep/me': null,
    })
    expect(await mergeInto(repo, theirs)).toMatchObject({ kind: 'forward', before, after: theirs })
    expect([repo.read('x/y'), repo.read('f/g'), repo.read('d')]).toEqual(['theirs', 'theirs', 'now a file'])
    expect(readFileSync(join(outside, 'y'), 'utf8')).toBe('outside')
    expect(repo.read('keep/mine.log')).toBe('')
    await history.undoMerge(at(repo.path), { branch: 'main', before, after: theirs })
    expect([repo.read('f'), repo.read('d/e/f'), repo.read('keep/me')]).toEqual(['file', 'deep', '1'])
    expect(repo.run('status', '--porcelain')).toBe('?? keep/mine.log')
  })
})

describe('what breaks off in the middle goes back', () => {
  it('a file whose content is not there', async () => {
    const repo = fresh({ a: '1', gone: 'x', sub: 'y', 'dir/old': 'z' })
    repo.write('untracked', 'mine')
    const theirs = peerCommit(repo, {
      a: '2',
      gone: null,
      b: 'new',
      sub: null,
      'sub/c': 'd',
      m: 'missing',
      z: 'n',
    })
    const blob = repo.run('rev-parse', `${theirs}:m`)
    rmSync(join(repo.path, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    const before = snapshot(repo)
    const outcome = await mergeInto(repo, theirs)
    expect(outcome).toMatchObject({ kind: 'refused' })
    const after = snapshot(repo)
    expect({ ...after, files: Object.keys(after.files) }).toEqual({
      ...before,
      files: Object.keys(before.files),
    })
    expect([repo.read('a'), repo.read('gone'), repo.read('sub'), repo.read('untracked')]).toEqual([
      '1',
      'x',
      'y',
      'mine',
    ])
  })

  it('not because of a mode that the disk can’t keep', async () => {
    const repo = fresh({ tool: '#!/bin/sh\n' })
    repo.run('config', 'core.fileMode', 'false')
    chmodSync(join(repo.path, 'tool'), 0o755)
    expect(await mergeInto(repo, peerCommit(repo, { tool: 'changed' }))).toMatchObject({ kind: 'forward' })
    expect(repo.run('status', '--porcelain')).toBe('')
  })
})

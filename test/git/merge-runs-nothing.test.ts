/** Merging, taking back and checking out start no program that a repository, its user's configuration or a peer names. */
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { gitCommand } from './git-command.ts'
import { history, type Work } from './history-setup.ts'
import { asUser, at, begin, mergeInto, peerCommit, snapshot, userAt } from './merge-setup.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('runs-nothing')
const mark = join(folder, 'ran')
let count = 0
const fresh = (files?: Readonly<Record<string, string>>) => begin(folder, `${++count}`, files)
const HOOKS = [
  ...['post-merge', 'post-checkout', 'pre-merge-commit', 'reference-transaction', 'post-index-change'],
  ...['prepare-commit-msg', 'commit-msg', 'pre-commit', 'post-commit', 'fsmonitor-watchman', 'pre-auto-gc'],
]
const addHooks = (hooks: string) => {
  mkdirSync(hooks, { recursive: true })
  for (const name of HOOKS) {
    writeFileSync(join(hooks, name), `#!/bin/sh\necho ${name} >> ${mark}\nexit 1\n`, { mode: 0o755 })
  }
}
/** Leaves a mark, and waits for nobody. */
const command = (name: string) => `sh -c 'echo ${name} >> ${mark}; cat'`
const ATTRIBUTES = '* filter=evil merge=evil diff=evil\n*.p filter=process\n'

/** Every way in which git's configuration names a program. */
function configure(set: (key: string, value: string) => void): void {
  for (const key of ['clean', 'smudge']) set(`filter.evil.${key}`, command(key))
  set('filter.evil.required', 'true')
  set('merge.evil.driver', `echo driver >> ${mark}; true`)
  set('diff.evil.textconv', command('textconv'))
  set('diff.evil.command', command('diff'))
  set('filter.process.process', command('process'))
  set('filter.process.required', 'true')
  set('merge.default', 'evil')
  const programs = [
    'core.fsmonitor',
    'core.editor',
    'core.pager',
    'core.askPass',
    'gpg.program',
    'diff.external',
  ]
  for (const key of [...programs, 'core.sshCommand', 'credential.helper', 'core.alternateRefsCommand'])
    set(key, `echo ${key} >> ${mark};`)
  set('submodule.recurse', 'true')
  set('merge.verifySignatures', 'true')
  set('commit.gpgSign', 'true')
  set('branch.main.mergeOptions', '--no-ff')
  set('core.attributesFile', '/dev/null')
}

/** All three ways to move the working tree. */
async function moveEveryWay(repo: Work): Promise<void> {
  const start = repo.run('rev-parse', 'HEAD')
  const forward = peerCommit(repo, {
    '.gitattributes': ATTRIBUTES,
    ...{ a: '2\n', 'b.n': 'new\n', 'c.p': 'new\n', 'd/e': 'new\n', 'f.d': '1\n2\n3\n' },
    '.gitmodules': '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n\tupdate = !touch ran\n',
    sub: { mode: '160000', text: start },
    '.gitconfig': `[core]\n\tfsmonitor = touch ${mark}\n`,
  })
  expect(await mergeInto(repo, forward)).toMatchObject({ kind: 'forward' })
  expect(repo.read('a')).toBe('2\n')
  const side = peerCommit(repo, { x: '1\n', 'f.d': '0\n1\n2\n3\n', 'b.n': 'peer\n' }, forward)
  // Made with plumbing: git's commit would run what is looked for here.
  const tree = gitCommand(
    repo.path,
    'rev-parse',
    `${peerCommit(repo, { y: '1\n', 'f.d': '1\n2\n3\n4\n' }, forward)}^{tree}`,
  )
  const mine = repo.run('commit-tree', '-m', 'Mine', '-p', forward, tree)
  expect(await mergeInto(repo, mine)).toMatchObject({ kind: 'forward' })
  // Both changed f.d: whose merge a peer's attributes give to a driver is left to people.
  expect(await mergeInto(repo, side)).toEqual({ kind: 'conflicts', files: ['f.d'] })
  const clean = peerCommit(repo, { z: '1\n', 'b.n': 'peer\n' }, forward)
  const merged = await mergeInto(repo, clean)
  expect(merged).toMatchObject({ kind: 'merged' })
  if (merged.kind !== 'merged') return
  await history.undoMerge(at(repo.path), merged)
  await history.checkOut(at(repo.path), { name: 'work', sha: clean, upstream: 'bob/work' })
  await history.checkOut(at(repo.path), { name: 'main', sha: mine, upstream: 'bob/main' })
  await history.workingTree(at(repo.path))
}

beforeEach(() => rmSync(mark, { force: true }))
const expectNothingRan = () => expect(existsSync(mark) ? readFileSync(mark, 'utf8') : '').toBe('')

describe('nothing runs', () => {
  it('that the user’s own configuration names', async () => {
    const { home } = userAt(folder)
    const config = join(home, '.gitconfig')
    configure((key, value) => gitCommand(folder, 'config', '--file', config, key, value))
    addHooks(join(folder, 'hooks'))
    gitCommand(folder, 'config', '--file', config, 'core.hooksPath', join(folder, 'hooks'))
    await moveEveryWay(fresh())
    expectNothingRan()
  })

  it('that the clone’s configuration and hooks name', async () => {
    userAt(folder)
    const repo = fresh()
    addHooks(join(repo.path, '.git', 'hooks'))
    // One process for all: the configuration is a file.
    configure((key, value) =>
      gitCommand(folder, 'config', '--file', join(repo.path, '.git/config'), key, value),
    )
    const hooks = join(repo.path, '.git', 'hooks', 'reference-transaction')
    rmSync(hooks)
    repo.run('config', 'core.fsmonitor', 'false')
    await moveEveryWay(repo)
    writeFileSync(hooks, `#!/bin/sh\necho reference-transaction >> ${mark}\n`, { mode: 0o755 })
    repo.run('config', 'core.fsmonitor', `echo fsmonitor >> ${mark};`)
    rmSync(mark, { force: true })
    const theirs = repo.run('-c', 'core.fsmonitor=false', 'rev-parse', 'refs/remotes/bob/main')
    expect((await mergeInto(repo, theirs)).kind).toMatch(/merged|forward/)
    expectNothingRan()
  })

  it.each([
    ['can’t be read', '[filter "evil"\n'],
    ['has a filter that git can’t turn off', '[filter "a=b"]\n\trequired = true\n'],
  ])('where the configuration %s: nothing is merged then', async (_, text) => {
    userAt(folder, text)
    const repo = fresh()
    repo.run('config', 'filter.evil.smudge', command('smudge'))
    repo.run('config', 'filter.a=b.smudge', command('smudge'))
    const theirs = peerCommit(repo, {
      '.gitattributes': '* filter=evil\n*.n filter=a=b\n',
      b: 'x\n',
      'b.n': 'x\n',
    })
    const before = snapshot(repo)
    const refusal = { code: 'GIT_FAILED', message: expect.any(String), action: expect.any(String) }
    await expect(mergeInto(repo, theirs)).rejects.toMatchObject(refusal)
    const request = { name: 'new', sha: theirs, upstream: 'bob/new' }
    await expect(history.checkOut(at(repo.path), request)).rejects.toMatchObject(refusal)
    expect(snapshot(repo)).toEqual(before)
    expectNothingRan()
  })
})

describe('files look as the user wants, and git finds none changed', () => {
  const touchAll = (repo: Work) => {
    for (const name of asUser(repo, 'ls-files').split('\n')) utimesSync(join(repo.path, name), 1e9, 1e9)
  }

  it.each([
    ['autocrlf = true', 'x\r\n'],
    ['autocrlf', 'x\r\n'],
    ['autocrlf = input', 'x\n'],
    ['eol = crlf\n\tautocrlf = false', 'x\n'],
  ])('core.%s', async (line, text) => {
    userAt(folder, `[core]\n\t${line}\n\tsafecrlf = true\n`)
    const repo = fresh({ a: '1\n' })
    // As the user's git checks it out.
    rmSync(join(repo.path, 'a'))
    asUser(repo, 'checkout', '--', 'a')
    const theirs = peerCommit(repo, {
      a: 'x\n',
      'd/b': 'x\n',
      'c.eol': 'x\n',
      '.gitattributes': '*.eol text eol=crlf\n',
    })
    const before = repo.run('rev-parse', 'HEAD')
    expect(await mergeInto(repo, theirs)).toMatchObject({ kind: 'forward' })
    expect([repo.read('a'), repo.read('d/b'), repo.read('c.eol')]).toEqual([text, text, 'x\r\n'])
    expect(asUser(repo, 'status', '--porcelain')).toBe('')
    touchAll(repo)
    expect(asUser(repo, 'status', '--porcelain')).toBe('')
    touchAll(repo)
    await history.undoMerge(at(repo.path), { branch: 'main', before, after: theirs })
    expect(repo.read('a')).toBe(text.replace('x', '1'))
    expect(asUser(repo, 'status', '--porcelain')).toBe('')
  })

  it('pointers of large files stay pointers', async () => {
    const pointer = (n: number) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${String(n).repeat(64)}\nsize ${n}\n`
    // Clean gives a pointer back as it is, as the real filter does; smudge would fetch.
    const filter = `[filter "lfs"]\n\tsmudge = touch ${mark}; cat\n\tclean = cat\n\trequired = true\n`
    userAt(folder, filter)
    const repo = fresh({
      '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n',
      'a.bin': pointer(1),
    })
    const theirs = peerCommit(repo, { 'a.bin': pointer(2), 'b.bin': pointer(3) })
    expect(await mergeInto(repo, theirs)).toMatchObject({ kind: 'forward' })
    expect([repo.read('a.bin'), repo.read('b.bin')]).toEqual([pointer(2), pointer(3)])
    touchAll(repo)
    expect(asUser(repo, 'status', '--porcelain')).toBe('')
    expectNothingRan()
  })

  it('an encoding that a peer made up changes no file of the user’s', async () => {
    userAt(folder)
    const repo = fresh()
    const theirs = peerCommit(repo, {
      '.gitattributes': '*.t working-tree-encoding=NONSENSE\n',
      'x.t': 'x\n',
      b: '1',
    })
    const before = snapshot(repo)
    const outcome = await mergeInto(repo, theirs)
    if (outcome.kind === 'refused') expect(snapshot(repo).status).toEqual(before.status)
    else expect(repo.run('status', '--porcelain')).toBe('')
    expect(repo.read('a')).toBe('1\n')
  })
})

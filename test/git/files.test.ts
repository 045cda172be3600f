/** What people see of a project's files: folders at a ref, what differs from HEAD, and each file as far as it can be shown. */
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileContent } from '../../src/shared/files-model.ts'
import { gitWithInput } from './git-command.ts'
import { history, work, type Work } from './history-setup.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('files')
let count = 0
const fresh = (files?: Readonly<Record<string, string>>): Work => work(join(folder, `${++count}`), files)

const tree = async (repo: Work, path = '', ref = 'HEAD') => history.tree(await repo.open(), { ref, path })
const file = async (repo: Work, path: string, ref = 'HEAD') => history.file(await repo.open(), { ref, path })
const brief = async (repo: Work, path = '', ref = 'HEAD') =>
  (await tree(repo, path, ref)).entries.map(({ name, kind, change }) => `${name} ${kind} ${change ?? '-'}`)
const text = (content: FileContent) => (content.kind === 'text' ? content.text : content.kind)

const STRANGE = ['a "quoted"\t', 'line\nend', 'ünï 中文 👩‍🚀', ' space ', ':(top)x', '*', '-n', "it's $(x)"]

describe('a folder', () => {
  it('lists its entries, of whatever name and kind', async () => {
    const repo = fresh({ 'src/a.ts': '1', 'src/deep/b.ts': '1', run: '1' })
    symlinkSync('src/a.ts', join(repo.path, 'link'))
    repo.run('update-index', '--add', '--cacheinfo', `160000,${repo.run('rev-parse', 'HEAD')},sub`)
    repo.run('add', 'link')
    repo.commit('More')
    expect(await brief(repo)).toEqual(['link link -', 'run file -', 'src folder -', 'sub submodule -'])
    expect(await brief(repo, 'src')).toEqual(['a.ts file -', 'deep folder -'])
    expect(await tree(repo)).toMatchObject({ commit: repo.run('rev-parse', 'HEAD'), more: false })
    const strange = fresh({ gone: '' })
    for (const name of STRANGE) strange.write(`${name}/${name}`, name)
    strange.run('add', '--all')
    strange.commit('Strange names', { gone: null })
    expect((await tree(strange)).entries.map(({ name }) => name).sort()).toEqual([...STRANGE].sort())
    for (const name of STRANGE) {
      expect(await brief(strange, name)).toEqual([`${name} file -`])
      expect(text(await file(strange, `${name}/${name}`))).toBe(name)
    }
  })

  it('tells what differs from HEAD, and what is only there', async () => {
    const repo = fresh({ same: '1', differs: '1', gone: '1', 'in/differs': '1', 'in/same': '1', type: '1' })
    repo.run('switch', '-qc', 'side')
    repo.run('rm', '-q', 'gone', 'type')
    symlinkSync('same', join(repo.path, 'type'))
    repo.run('add', 'type')
    repo.commit('Side', { differs: '2', 'in/differs': '2', 'in/new': '1', 'added/deep/file': '1' })
    repo.run('switch', '-q', 'main')
    repo.commit('Later', { 'in/later': '1' })
    expect(await brief(repo, '', 'refs/heads/side')).toEqual([
      'added folder added',
      'differs file differs',
      'in folder differs',
      'same file -',
      'type link differs',
    ])
    expect(await brief(repo, 'in', 'refs/heads/side')).toEqual([
      'differs file differs',
      'new file added',
      'same file -',
    ])
    expect(await brief(repo, 'added', 'refs/heads/side')).toEqual(['deep folder added'])
    expect(await brief(repo, 'in', 'refs/heads/main')).toEqual([
      'differs file -',
      'later file -',
      'same file -',
    ])
  })

  it('has a limit, within which differences are told as well', async () => {
    const repo = fresh({ a: '1' })
    const blob = gitWithInput(repo.path, 'x', 'hash-object', '-w', '--stdin')
    const lines = Array.from({ length: 10_005 }, (_, n) => `100644 blob ${blob}\tf${100_000 + n}\n`)
    const wide = gitWithInput(repo.path, lines.join(''), 'mktree')
    const sha = repo.run('commit-tree', '-m', 'Wide', '-p', 'HEAD', wide)
    repo.run('update-ref', 'refs/heads/wide', sha)
    const listing = await tree(repo, '', 'refs/heads/wide')
    expect(listing).toMatchObject({ more: true, commit: sha })
    expect(listing.entries).toHaveLength(10_000)
    expect(listing.entries.at(-1)).toEqual({ name: 'f109999', kind: 'file', change: 'added' })
  })

  it('is found by its path alone, in a ref that is there', async () => {
    const repo = fresh({ 'src/a': '1' })
    const opened = await repo.open()
    const paths = [
      'src/a',
      'nope',
      'src/',
      '/src',
      './src',
      'src/../src',
      '..',
      '.',
      'SRC\0',
      'x'.repeat(5000),
    ]
    for (const path of paths) {
      await expect(history.tree(opened, { ref: 'HEAD', path })).rejects.toMatchObject({
        code: 'NO_SUCH_FILE',
      })
    }
    const sha = repo.run('rev-parse', 'HEAD')
    for (const ref of ['refs/heads/nope', 'main', '--help', '', ':/Begin', `${sha}^{tree}`, sha, 'HEAD\n']) {
      const none = { code: 'NO_SUCH_BRANCH' }
      await expect(history.tree(opened, { ref, path: '' })).rejects.toMatchObject(none)
      await expect(history.file(opened, { ref, path: 'src/a' })).rejects.toMatchObject(none)
    }
  })

  it('may be empty, and HEAD may have none', async () => {
    const repo = fresh({ a: '1' })
    repo.run('rm', '-q', 'a')
    repo.commit('Nothing left')
    expect(await tree(repo)).toMatchObject({ entries: [], more: false })
    repo.run('branch', 'other', 'HEAD~1')
    repo.run('symbolic-ref', 'HEAD', 'refs/heads/unborn')
    const opened = await history.open(repo.path)
    expect(await history.tree(opened, { ref: 'refs/heads/other', path: '' })).toMatchObject({
      entries: [{ name: 'a', change: null }],
    })
    await expect(history.tree(opened, { ref: 'HEAD', path: '' })).rejects.toMatchObject({
      code: 'NO_SUCH_BRANCH',
    })
  })
})

describe('a file', () => {
  it('is text, as it was at the ref', async () => {
    const repo = fresh({ 'src/a': 'one\r\n\ttwo ü\n', empty: '' })
    repo.commit('Two', { 'src/a': 'two' })
    repo.run('branch', 'before', 'HEAD~1')
    expect(await file(repo, 'src/a', 'refs/heads/before')).toEqual({
      kind: 'text',
      bytes: 13,
      text: 'one\r\n\ttwo ü\n',
    })
    expect(text(await file(repo, 'src/a'))).toBe('two')
    expect(await file(repo, 'empty')).toEqual({ kind: 'text', bytes: 0, text: '' })
  })

  it('is told in words where it is no text', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`
    const repo = fresh({ 'model.bin': pointer, 'a/b': '1', nul: 'a\0b', late: `${'a'.repeat(9000)}\0` })
    symlinkSync('../\u202eb\n', join(repo.path, 'a', 'link'))
    const begin = repo.run('rev-parse', 'HEAD')
    repo.run('update-index', '--add', '--cacheinfo', `160000,${begin},sub`)
    repo.run('add', 'a/link')
    repo.commit('More')
    expect(await file(repo, 'model.bin')).toEqual({ kind: 'lfs', sha256: '4d'.repeat(32), bytes: 12345 })
    expect(await file(repo, 'a')).toEqual({ kind: 'folder' })
    expect(await file(repo, 'nul')).toEqual({ kind: 'binary', bytes: 3 })
    expect((await file(repo, 'late')).kind).toBe('text')
    expect(await file(repo, 'a/link')).toEqual({ kind: 'link', target: '../ b' })
    expect(await file(repo, 'sub')).toEqual({ kind: 'submodule', commit: begin })
    // A submodule's own files, and what lies behind a link, are in no tree.
    for (const path of ['sub/a', 'a/link/x', 'a/b/c', '']) {
      const found = file(repo, path)
      if (path === '') expect(await found).toEqual({ kind: 'folder' })
      else await expect(found).rejects.toMatchObject({ code: 'NO_SUCH_FILE' })
    }
  })

  it('is a picture by its bytes, whatever it is called', async () => {
    const repo = fresh({ 'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>', 'fake.png': 'text' })
    const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
    writeFileSync(join(repo.path, 'picture.txt'), png)
    repo.run('add', 'picture.txt')
    repo.commit('A picture')
    expect(await file(repo, 'picture.txt')).toEqual({
      kind: 'picture',
      bytes: 10,
      type: 'image/png',
      base64: png.toString('base64'),
    })
    expect((await file(repo, 'logo.svg')).kind).toBe('text')
    expect((await file(repo, 'fake.png')).kind).toBe('text')
  })

  it('is not read where it is too large', async () => {
    const repo = fresh({ text: 'x'.repeat(1024 * 1024 + 1), fits: 'x'.repeat(1024 * 1024) })
    writeFileSync(join(repo.path, 'huge'), Buffer.alloc(8 * 1024 * 1024 + 1))
    repo.run('add', 'huge')
    repo.commit('Huge')
    expect(await file(repo, 'text')).toEqual({ kind: 'too large', bytes: 1024 * 1024 + 1 })
    expect((await file(repo, 'fits')).kind).toBe('text')
    expect(await file(repo, 'huge')).toEqual({ kind: 'too large', bytes: 8 * 1024 * 1024 + 1 })
  })

  it('whose name is no UTF-8 is listed, and says why it is not opened', async () => {
    const repo = fresh({ a: '1' })
    const blob = repo.run('rev-parse', 'HEAD:a')
    const record = Buffer.concat([Buffer.from(`100644 blob ${blob}\tcaf`), Buffer.from([0xe9, 0])])
    const made = gitWithInput(repo.path, record, 'mktree', '-z')
    repo.run('update-ref', 'refs/heads/latin', repo.run('commit-tree', '-m', 'Latin', made))
    const { entries } = await tree(repo, '', 'refs/heads/latin')
    expect(entries).toMatchObject([{ name: 'caf\ufffd' }])
    await expect(file(repo, entries[0]!.name, 'refs/heads/latin')).rejects.toMatchObject({
      code: 'NO_SUCH_FILE',
      message: expect.stringContaining('UTF-8'),
    })
  })

  it('is read without a converter that attributes name', async () => {
    const repo = fresh({ '.gitattributes': '* filter=evil diff=evil text=auto eol=crlf\n', a: 'one\n' })
    const mark = join(repo.path, 'ran')
    for (const key of ['filter.evil.smudge', 'diff.evil.textconv', 'core.pager'])
      repo.run('config', key, `touch ${mark};`)
    expect(text(await file(repo, 'a'))).toBe('one\n')
    expect(() => repo.read('ran')).toThrow()
  })
})

describe('what last touched each entry', () => {
  const last = async (repo: Work, path = '', ref = 'HEAD') => {
    const { entries, complete } = await history.lastCommits(await repo.open(), { ref, path })
    const subjects = Object.fromEntries(entries.map(({ name, commit }) => [name, commit.subject]))
    return { subjects, complete }
  }

  it('is told for files, folders and strange names, without what is gone', async () => {
    const repo = fresh({ old: '1', 'src/a': '1', 'src/deep/b': '1', gone: '1' })
    const [, , strange] = STRANGE
    repo.write(`${strange}/line\nend`, '1')
    repo.run('add', '--all')
    repo.commit('Deep', { 'src/deep/b': '2', gone: null })
    repo.commit('Top', { top: '1' })
    const first = { old: 'Begin', src: 'Deep', top: 'Top', [strange!]: 'Deep' }
    expect(await last(repo)).toEqual({ subjects: first, complete: true })
    expect(await last(repo, 'src')).toEqual({ subjects: { a: 'Begin', deep: 'Deep' }, complete: true })
    expect(await last(repo, strange)).toEqual({ subjects: { 'line\nend': 'Deep' }, complete: true })
  })

  it('is the branch that a merge took it from', async () => {
    const repo = fresh({ both: '1', theirs: '1' })
    repo.run('switch', '-qc', 'side')
    repo.commit('Side', { theirs: '2' })
    repo.run('switch', '-q', 'main')
    repo.commit('Main', { both: '2' })
    repo.run('merge', '-q', '--no-edit', 'side')
    expect((await last(repo)).subjects).toEqual({ both: 'Main', theirs: 'Side' })
    expect((await last(repo, '', 'refs/heads/side')).subjects).toEqual({ both: 'Begin', theirs: 'Side' })
  })

  it('is not guessed where the history is still on its way', async () => {
    const repo = fresh({ a: '1' })
    repo.commit('Later', { b: '1' })
    const repository = await repo.open()
    writeFileSync(join(repo.path, '.git', 'shallow'), `${repo.run('rev-parse', 'HEAD')}\n`)
    const told = await history.lastCommits(repository, { ref: 'HEAD', path: '' })
    expect(told).toEqual({ entries: [], complete: false })
  })

  it('is refused for what is no folder', async () => {
    const repo = fresh({ a: '1' })
    await expect(last(repo, 'a')).rejects.toMatchObject({ code: 'NO_SUCH_FILE' })
    await expect(last(repo, '', 'refs/heads/none')).rejects.toMatchObject({ code: 'NO_SUCH_BRANCH' })
  })
})

describe('commits are found', () => {
  const find = async (repo: Work, text: string, limit = 8) =>
    (await history.find(await repo.open(), { from: ['HEAD', 'refs/heads/side'], text, limit })).map(
      ({ subject }) => subject,
    )

  it('by words of their message, in any case and order, and by the beginning of their ID', async () => {
    const repo = fresh({ a: '1' })
    repo.commit('parser: accept (trailing) commas', { a: '2' })
    repo.run('switch', '-qc', 'side')
    repo.commit('Parser tests', { a: '3' })
    repo.run('switch', '-q', 'main')
    expect((await find(repo, 'parser')).sort()).toEqual(['Parser tests', 'parser: accept (trailing) commas'])
    expect(await find(repo, 'COMMAS parser')).toEqual(['parser: accept (trailing) commas'])
    expect(await find(repo, '(trailing)')).toEqual(['parser: accept (trailing) commas'])
    expect(await find(repo, 'parser', 1)).toHaveLength(1)
    expect(await find(repo, repo.run('rev-parse', 'side').slice(0, 7).toUpperCase())).toEqual([
      'Parser tests',
    ])
    expect(await find(repo, 'nowhere')).toEqual([])
    expect(await find(repo, '  ')).toEqual([])
  })

  it('whatever looks like an option or an expression', async () => {
    const repo = fresh({ a: '1' })
    for (const text of ['--all', '-p', ':/Begin', 'HEAD~1', '@{-1}', 'a'.repeat(200)])
      expect(await find(repo, text)).toEqual([])
  })
})

it('tags are listed with the commits that they name, and files are shown at them', async () => {
  const repo = fresh({ a: 'old' })
  const first = repo.run('rev-parse', 'HEAD')
  repo.run('tag', 'plain')
  repo.run('-c', 'user.name=Bob', '-c', 'user.email=b@example.org', 'tag', '-am', 'First', 'v1.0')
  repo.run('tag', 'of-a-tree', 'HEAD^{tree}')
  repo.commit('Later', { a: 'new' })
  const found = await history.tags(await repo.open())
  expect(found.map(({ name, sha }) => [name, sha]).sort()).toEqual([
    ['plain', first],
    ['v1.0', first],
  ])
  expect(text(await file(repo, 'a', 'refs/tags/v1.0'))).toBe('old')
})

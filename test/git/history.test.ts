/** What people see of history: pages of commits, a commit's changes, and how far branches are apart. */
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import { gitWithInput } from './git-command.ts'
import { git, history, work, type Work } from './history-setup.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('history')
let count = 0
const fresh = (files?: Readonly<Record<string, string>>): Work => work(join(folder, `${++count}`), files)

/** A commit of HEAD's tree that git's own commands wouldn't make. */
const rawCommit = (
  repo: Work,
  message: string,
  options: { name?: string; time?: number; parents?: string[] },
) => {
  const { name = 'Bob', time = 1_700_000_000, parents = [repo.run('rev-parse', 'HEAD')] } = options
  const who = `${name} <bob@example.org> ${time} +0000`
  const lines = [
    `tree ${repo.run('rev-parse', 'HEAD^{tree}')}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${who}`,
    `committer ${who}`,
    '',
    message,
  ]
  return gitWithInput(
    repo.path,
    lines.join('\n'),
    'hash-object',
    '-t',
    'commit',
    '-w',
    '--stdin',
    '--literally',
  )
}

describe('a page of commits', () => {
  it('begins with the newest of all refs that are asked for, and goes on where it ended', async () => {
    const repo = fresh({ a: '1' })
    repo.run('switch', '-qc', 'side')
    const side = repo.commit('On the side', { b: '1' })
    repo.run('switch', '-q', 'main')
    repo.run('merge', '-q', '--no-ff', '-m', 'Merge side', 'side')
    const opened = await repo.open()
    const from = ['refs/heads/main', 'refs/heads/gone', 'HEAD', side, 'main', ':/Begin', '--all', '']
    const first = await history.page(opened, { from, skip: 0, limit: 2 })
    expect(first.commits.map(({ subject }) => subject)).toEqual(['Merge side', 'On the side'])
    expect(first.more).toBe(true)
    expect(first.commits[0]).toEqual({
      sha: repo.run('rev-parse', 'HEAD'),
      parents: [repo.run('rev-parse', 'HEAD^1'), side],
      subject: 'Merge side',
      author: 'Alice',
      time: 1_700_000_000_000,
    })
    const rest = await history.page(opened, { from, skip: 2, limit: 2 })
    expect(rest).toMatchObject({ commits: [{ subject: 'Begin', parents: [] }], more: false })
    const none = await history.page(opened, { from: ['refs/heads/gone'], skip: 0, limit: 2 })
    expect(none).toEqual({ commits: [], more: false })
  })

  it('has children before parents when a clock was wrong', async () => {
    const repo = fresh({ a: '1' })
    const early = rawCommit(repo, 'From 1970', { time: 10 })
    const late = rawCommit(repo, 'Later', { parents: [early] })
    const merge = rawCommit(repo, 'Merge', { parents: [late, repo.run('rev-parse', 'HEAD')], time: 20 })
    const { commits } = await history.page(await repo.open(), { from: [merge], skip: 0, limit: 10 })
    const order = commits.map(({ sha }) => sha)
    for (const { sha, parents } of commits) {
      for (const parent of parents) expect(order.indexOf(parent)).toBeGreaterThan(order.indexOf(sha))
    }
    expect(commits).toHaveLength(4)
  })

  it('shows plain text however hostile the commit, and in bounded memory', async () => {
    const repo = fresh({ a: '1' })
    const sha = rawCommit(repo, `\u202eevil\u001b[31m red\u0007\n\n${'body '.repeat(10)}`, {
      name: 'B\u200bob\u202e',
    })
    const long = rawCommit(repo, 'x'.repeat(80 * 1024 * 1024), { name: 'y'.repeat(10_000), parents: [sha] })
    const { commits } = await history.page(await repo.open(), { from: [long], skip: 0, limit: 10 })
    expect(commits.map(({ subject }) => subject.length)).toEqual([200, 13, 5])
    expect(commits.map(({ author }) => author.length)).toEqual([100, 4, 5])
    expect(commits[1]).toMatchObject({ subject: 'evil [31m red', author: 'B ob' })
  })

  it('reads behind a shallow boundary, and runs nothing that the configuration names', async () => {
    const repo = fresh({ a: '1' })
    repo.commit('Second', { a: '2' })
    repo.commit('Third', { a: '3' })
    const path = join(folder, 'shallow')
    repo.run('clone', '-q', '--depth=2', `file://${repo.path}`, path)
    const shallow = { path, gitDir: join(path, '.git'), objectFormat: 'sha1', bare: false } as const
    const { commits, more } = await history.page(shallow, { from: ['HEAD'], skip: 0, limit: 10 })
    expect(commits.map(({ subject, parents }) => [subject, parents.length])).toEqual([
      ['Third', 1],
      ['Second', 0],
    ])
    expect(more).toBe(false)
    expect((await history.commit(shallow, commits[1]!.sha)).files).toMatchObject([{ kind: 'added' }])
  })

  it('ends when nobody waits for it any more', async () => {
    const repo = fresh({ a: '1' })
    const request = { from: ['HEAD'], skip: 0, limit: 10 }
    await expect(history.page(await repo.open(), request, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    })
  })
})

describe('a clone whose history is on its way', () => {
  it('is opened to read, and for nothing else, until it is whole; and not any more when it is cut off again', async () => {
    const repo = fresh({ a: '1' })
    const head = repo.commit('Second', { a: '2' })
    const shallow = join(repo.path, '.git', 'shallow')
    await git.open(repo.path)
    for (let time = 0; time < 2; time++) {
      writeFileSync(shallow, `${head}\n`)
      await expect(git.open(repo.path)).rejects.toMatchObject({ code: 'SHALLOW_REPOSITORY' })
      const page = await history.page(await history.open(repo.path), { from: ['HEAD'], skip: 0, limit: 9 })
      expect(page.commits.map(({ subject }) => subject)).toEqual(['Second'])
      rmSync(shallow)
      expect(await git.open(repo.path)).toEqual(await history.open(repo.path))
    }
  })
})

describe('a commit', () => {
  it('shows every kind of change', async () => {
    const many = Array.from({ length: 50 }, (_, line) => `${line}\n`).join('')
    const repo = fresh({
      mode: '',
      text: many,
      moved: many,
      gone: 'x\n',
      binary: 'a\0b',
      'Ü "quoted"\t': 'q\n',
    })
    symlinkSync('text', join(repo.path, 'link'))
    repo.commit('A link', {})
    repo.run('add', 'link')
    repo.commit('A link', {})
    rmSync(join(repo.path, 'link'))
    chmodSync(join(repo.path, 'mode'), 0o755)
    repo.run('mv', 'moved', 'here')
    repo.run('update-index', '--add', '--cacheinfo', `160000,${repo.run('rev-parse', 'HEAD')},sub`)
    repo.run('add', 'mode')
    const sha = repo.commit('Subject\n\n  indented\tbody\u202e\n\nend\n', {
      text: `${many}50\n`,
      here: `${many}51\n`,
      gone: null,
      binary: 'a\0c',
      link: 'a file\n',
      new: 'no end',
      'Ü "quoted"\t': 'r\n',
    })
    const { files, ...detail } = await history.commit(await repo.open(), sha)
    expect(detail).toMatchObject({
      subject: 'Subject',
      body: '  indented body\n\nend',
      email: 'alice@example.org',
    })
    expect(detail).toMatchObject({ sha, author: 'Alice', filesLeftOut: 0 })
    const brief = files.map(({ path, kind, from, additions, deletions, patch }) =>
      [path, kind, from ?? '', additions, deletions, patch === null ? 'none' : 'patch'].join(' '),
    )
    expect(brief.sort()).toEqual(
      [
        'Ü "quoted"\t modified  1 1 patch',
        'binary modified  0 0 none',
        'gone deleted  0 1 patch',
        'here renamed moved 1 0 patch',
        'link type changed  1 1 patch',
        'mode modified  0 0 patch',
        'new added  1 0 patch',
        'sub added  1 0 patch',
        'text modified  1 0 patch',
      ].sort(),
    )
    expect(files.every(({ tooLarge }) => !tooLarge)).toBe(true)
    expect(files.find(({ path }) => path === 'new')?.patch).toBe(
      '@@ -0,0 +1 @@\n+no end\n\\ No newline at end of file\n',
    )
  })

  it('shows a merge against its first parent, and a first commit against nothing', async () => {
    const repo = fresh({ a: '1\n' })
    const begin = repo.run('rev-parse', 'HEAD')
    repo.run('switch', '-qc', 'side')
    repo.commit('Side', { b: '1\n' })
    repo.run('switch', '-q', 'main')
    repo.commit('Main', { c: '1\n' })
    repo.run('merge', '-q', '--no-ff', '-m', 'Merge', 'side')
    const opened = await repo.open()
    const merge = await history.commit(opened, repo.run('rev-parse', 'HEAD'))
    expect(merge.files).toMatchObject([{ path: 'b', kind: 'added', additions: 1 }])
    expect((await history.commit(opened, begin)).files).toMatchObject([
      { path: 'a', patch: '@@ -0,0 +1 @@\n+1\n' },
    ])
    expect((await history.commit(opened, repo.commit('Empty'))).files).toEqual([])
  })

  it('keeps to its limits, in files, in patches, and in all', async () => {
    const repo = fresh({ a: '1\n' })
    const opened = await repo.open()
    const files = Object.fromEntries(Array.from({ length: 320 }, (_, n) => [`f${1000 + n}`, `${n}\n`]))
    const wide = await history.commit(opened, commitMany(repo, files))
    expect([wide.files.length, wide.filesLeftOut]).toEqual([300, 20])
    expect(wide.files.every(({ patch, additions }) => patch !== null && additions === 1)).toBe(true)

    const large = await history.commit(
      opened,
      repo.commit('L', { long: 'x'.repeat(9e6), lines: 'line\n'.repeat(1e5), z: 'z\n' }),
    )
    expect(large.files).toMatchObject([
      { path: 'lines', patch: null, tooLarge: true, additions: 100_000 },
      { path: 'long', patch: null, tooLarge: true, additions: 1 },
      { path: 'z', tooLarge: false, patch: '@@ -0,0 +1 @@\n+z\n' },
    ])
    const twenty = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`g${n}`, `${n}\n`.repeat(60_000)]),
    )
    const heavy = await history.commit(opened, commitMany(repo, twenty))
    const sizes = heavy.files.map(({ patch }) => patch?.length ?? 0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2 * 1024 * 1024)
    expect(heavy.files.filter(({ tooLarge }) => tooLarge).length).toBeGreaterThan(5)
    expect((await history.commit(opened, repo.commit(`S\n\n${'b'.repeat(20_000)}`))).body).toHaveLength(
      10_000,
    )
  })

  it('runs no converter and no other program that attributes and configuration name', async () => {
    const repo = fresh({ '.gitattributes': '* diff=evil filter=evil\n', a: '1\n' })
    const mark = join(repo.path, 'ran')
    for (const key of [
      'diff.evil.textconv',
      'diff.evil.command',
      'diff.external',
      'filter.evil.clean',
      'core.pager',
      'gpg.program',
    ]) {
      repo.run('config', key, `touch ${mark};`)
    }
    const sha = rawCommit(repo, 'Plain', {})
    writeFileSync(join(repo.path, 'a'), '2\n')
    expect((await history.commit(await repo.open(), repo.run('rev-parse', 'HEAD'))).files).toHaveLength(2)
    await history.page(await repo.open(), { from: [sha], skip: 0, limit: 5 })
    await history.workingTree(await repo.open())
    expect(() => repo.read('ran')).toThrow()
  })

  it('says so when there is none', async () => {
    const repo = fresh({ a: '1' })
    const opened = await repo.open()
    for (const sha of ['0'.repeat(40), repo.run('rev-parse', 'HEAD^{tree}'), '--help', '']) {
      await expect(history.commit(opened, sha)).rejects.toMatchObject({ code: 'NO_SUCH_COMMIT' })
    }
  })
})

function commitMany(repo: Work, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) repo.write(name, text)
  repo.run('add', '--all')
  return repo.commit('Many')
}

describe('ahead and behind', () => {
  it('counts as git does, in any history, with any clocks', async () => {
    const random = createRandom(17)
    const below = (max: number) => Math.floor(nextRandom(random) * max)
    for (let round = 0; round < 4; round++) {
      const repo = fresh({ a: '1' })
      const made = [repo.run('rev-parse', 'HEAD')]
      for (let index = 0; index < 60; index++) {
        const parents = [made[Math.max(0, made.length - 1 - below(6))]!]
        if (below(4) === 0) parents.push(made[below(made.length)]!)
        const time = round < 2 ? 1_700_000_000 + index : below(2_000_000_000)
        made.push(rawCommit(repo, `${index}`, { parents: [...new Set(parents)], time }))
      }
      const tips = made.filter((_, index) => index % 3 === 0)
      const missing = 'f'.repeat(40)
      for (const ours of [made.at(-1)!, made[20]!]) {
        const counts = await history.aheadBehind(await repo.open(), ours, [...tips, missing, ours])
        const expected = tips.map((tip) => {
          const [behind, ahead] = repo
            .run('rev-list', '--left-right', '--count', `${ours}...${tip}`)
            .split('\t')
          return { ahead: Number(ahead), behind: Number(behind) }
        })
        expect(counts).toEqual([...expected, null, { ahead: 0, behind: 0 }])
      }
      expect(await history.aheadBehind(await repo.open(), missing, tips)).toEqual(tips.map(() => null))
    }
  })

  it('counts histories that have nothing in common', async () => {
    const repo = fresh({ a: '1' })
    const alone = rawCommit(repo, 'Alone', { parents: [] })
    expect(await history.aheadBehind(await repo.open(), repo.run('rev-parse', 'HEAD'), [alone])).toEqual([
      { ahead: 1, behind: 1 },
    ])
  })
})

/** Every bad input gets one clear line and exit status 1, and leaves nothing that a second try trips over. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { fails } from './fails.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

let alice: TestNode
let bob: TestNode
let repo: string
let repoHash: string

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'pocket-sql')
  await buildSmallRepository(repo)
  ;({ repoHash } = await alice.json<{ repoHash: string }>('publish', repo))
  await bob.json('nearby', '--wait', '2')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

const status = (node: TestNode) => node.json<{ projects: { state: string }[] }>('status')

describe('publish', () => {
  it('not a repository', async () => {
    const folder = join(alice.folder, 'photos')
    mkdirSync(folder)
    await fails(alice, ['publish', folder], /photos is not (in )?a git repository/)
    await fails(alice, ['publish', join(alice.folder, 'missing')], /missing/)
  })

  it('nothing committed yet; a retry after the first commit works', async () => {
    const folder = join(alice.folder, 'fresh')
    execFileSync('git', ['init', '-q', '-b', 'main', folder])
    await fails(alice, ['publish', folder], /no commit/i)
    writeFileSync(join(folder, 'a'), 'a')
    execFileSync('git', ['add', '.'], { cwd: folder })
    execFileSync(
      'git',
      ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org', 'commit', '-qm', 'a'],
      { cwd: folder },
    )
    expect(await alice.run('publish', folder)).toMatchObject({ code: 0 })
    expect(await alice.run('unpublish', 'fresh')).toMatchObject({ code: 0 })
  })

  it('no such branch', () => fails(alice, ['publish', repo, '--branch', 'nope'], /nope/))

  it('a shallow clone', async () => {
    const folder = join(alice.folder, 'shallow')
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repo}`, folder])
    await fails(alice, ['publish', folder], /shallow/)
  })
})

describe('join', () => {
  it('a folder that exists and is not empty: nothing in it is touched', async () => {
    const folder = join(bob.folder, 'taken')
    mkdirSync(folder)
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    await fails(bob, ['join', repoHash, '--into', folder], /taken exists and is not empty/)
    expect(readdirSync(folder)).toEqual(['mine.txt'])
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('mine')
    expect((await status(bob)).projects).toEqual([])
  })

  it('an unknown name, and a hash that nobody has', async () => {
    await fails(bob, ['join', 'nothing-like-it'], /nobody nearby shares a project called "nothing-like-it"/)
    await fails(bob, ['join', '00'.repeat(20)], /nobody nearby shares 0000/)
  })

  it('an ambiguous name lists the candidates', async () => {
    const other = join(bob.folder, 'pocket-sql')
    await buildSmallRepository(other)
    const second = await bob.json<{ repoHash: string }>('publish', other)
    const carol = await startNode({ name: 'Carol' })
    try {
      await carol.json('nearby', '--wait', '2')
      const { code, stderr } = await carol.run('join', 'pocket-sql')
      expect(code).toBe(1)
      expect(stderr).toContain(repoHash)
      expect(stderr).toContain(second.repoHash)
    } finally {
      await carol.stop()
      await bob.json('unpublish', second.repoHash)
    }
  })

  it('a damaged .gittorrent, and one with a wrong signature', async () => {
    const good = Buffer.from(
      await (await fetch(`http://127.0.0.1:${alice.port}/${repoHash}.gittorrent`)).arrayBuffer(),
    )
    const file = join(bob.folder, 'x.gittorrent')
    writeFileSync(file, good.subarray(0, good.length - 10))
    await fails(bob, ['join', file], /metainfo can't be used/)
    const text = good.toString('latin1')
    const at = text.indexOf('refs/heads/main', text.indexOf('\n\n'))
    const forged = Buffer.from(good)
    forged.write('refs/heads/evil', at, 'latin1')
    writeFileSync(file, forged)
    await fails(bob, ['join', file], /metainfo can't be used/)
    const tampered = Buffer.from(text.replaceAll('refs/heads/main', 'refs/heads/evil'), 'latin1')
    writeFileSync(file, tampered)
    await fails(bob, ['join', file], /signature/)
    expect((await status(bob)).projects).toEqual([])
    await fails(bob, ['join', join(bob.folder, 'no.gittorrent')], /there is no file/)
  })

  it('a bad link', () => fails(bob, ['join', 'gittorrent://example.org/zzz'], /link can't be used/))

  it('and afterwards the same project joins', async () => {
    expect(await bob.json('join', repoHash, '--wait')).toMatchObject({ state: 'joined' })
    await fails(bob, ['join', repoHash, '--into', join(bob.folder, 'elsewhere')], /is joined in/)
    await fails(bob, ['unpublish', repoHash], /not published by you/)
    await fails(alice, ['leave', repoHash], /you publish/)
    await fails(bob, ['leave', 'nope'], /no project "nope"/)
  })
})

describe('a full disk', () => {
  const isRoot = process.getuid?.() === 0 && process.platform === 'linux'
  it.skipIf(!isRoot)('is told in one line, and the join works once there is room', async () => {
    const disk = join(bob.folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk])
    const carol = await startNode({ name: 'Carol' })
    try {
      await carol.json('nearby', '--wait', '2')
      const target = join(disk, 'clone')
      const { code, stderr } = await carol.run('join', repoHash, '--into', target, '--wait')
      expect(stderr).toMatch(/^gittorrent: [^\n]*(full|free)[^\n]*; [^\n]+\n$/)
      expect(code).toBe(1)
      expect(existsSync(target)).toBe(false)
      expect(readdirSync(disk)).toEqual([])
      execFileSync('mount', ['-o', 'remount,size=16m', disk])
      expect(await carol.json('join', repoHash, '--into', target, '--wait')).toMatchObject({
        state: 'joined',
      })
    } finally {
      await carol.stop()
      execFileSync('umount', [disk])
    }
  })
})

describe('usage', () => {
  it('wrong usage is exit status 2; no node is 1', async () => {
    expect(await bob.run('join')).toMatchObject({ code: 2 })
    expect(await bob.run('dance')).toMatchObject({ code: 2 })
    expect(await bob.run('nearby', '--wait', 'soon')).toMatchObject({ code: 2 })
  })

  it('a data directory that is in use names the process', async () => {
    await expect(startNode({ name: 'Alice', folder: alice.folder })).rejects.toThrow(
      `in use by process ${alice.pid}`,
    )
  })
})

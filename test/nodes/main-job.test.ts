/** The main job over real processes, sockets, mDNS on loopback and git: publish, see it nearby, join, have a clone. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { git } from '../git/user-git.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

interface Published {
  repoHash: string
  name: string
  link: string
  heads: { ref: string; sha: string }[]
}
interface Nearby {
  projects: {
    repoHash: string
    name: string
    publisher: { name: string; peerId: string }
    seq: number
    joined: boolean
  }[]
}
interface Joined {
  repoHash: string
  path: string
  state: string
}

let alice: TestNode
let bob: TestNode
let repo: string
let published: Published

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'pocket-sql')
  await buildSmallRepository(repo)
  git(repo, 'branch', 'secret', 'HEAD~1')
  git(repo, 'checkout', '-q', 'secret')
  writeFileSync(join(repo, 'secret.txt'), 'unpublished\n')
  git(repo, 'add', '.')
  git(repo, 'commit', '-qm', 'not to be shared')
  git(repo, 'checkout', '-q', 'main')
  published = await alice.json<Published>('publish', repo, '--description', 'A SQL engine')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

describe('publish, nearby, join', () => {
  it('publishes the current branch', () => {
    expect(published.name).toBe('pocket-sql')
    expect(published.repoHash).toMatch(/^[0-9a-f]{40}$/)
    expect(published.heads).toEqual([{ ref: 'refs/heads/main', sha: git(repo, 'rev-parse', 'main') }])
    expect(published.link).toContain(published.repoHash)
  })

  it('is seen nearby, verified, by both', async () => {
    for (const node of [alice, bob]) {
      const nearby = await node.json<Nearby>('nearby', '--wait', '2')
      const projects = nearby.projects.filter(({ repoHash }) => repoHash === published.repoHash)
      expect(projects).toHaveLength(1)
      expect(projects[0]).toMatchObject({
        repoHash: published.repoHash,
        name: 'pocket-sql',
        description: 'A SQL engine',
        publisher: { name: 'Alice', peerId: alice.peerId },
        alternatives: [],
        seq: 1,
        joined: node === alice,
        verified: true,
      })
    }
  })

  it('joins into a normal clone', async () => {
    const joined = await bob.json<Joined>('join', 'pocket-sql', '--wait')
    expect(joined).toMatchObject({
      repoHash: published.repoHash,
      state: 'joined',
      path: join(bob.clones, 'pocket-sql'),
    })
    const clone = joined.path
    expect(git(clone, 'status', '--porcelain')).toBe('')
    expect(git(clone, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main')
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
    expect(
      git(clone, 'for-each-ref', '--format=%(objectname) %(refname:lstrip=3)', 'refs/remotes/alice/main'),
    ).toBe(`${git(repo, 'rev-parse', 'main')} main`)
    expect(git(clone, 'tag', '--list')).toBe(git(repo, 'tag', '--merged', 'main'))
    expect(git(clone, 'rev-list', '--all', '--objects').split('\n').length).toBe(
      git(repo, 'rev-list', 'main', ...git(repo, 'tag', '--merged', 'main').split('\n'), '--objects').split(
        '\n',
      ).length,
    )
    expect(git(clone, 'fsck', '--strict')).toBe('')
    expect(git(clone, 'rev-parse', '--is-shallow-repository')).toBe('false')
    expect(git(clone, 'rev-parse', '--abbrev-ref', 'main@{upstream}')).toBe('alice/main')
    expect(git(clone, 'fetch', 'alice')).toBe('')
    expect(git(clone, 'fetch', '--all')).toBe('')
    expect(git(clone, 'pull')).toContain('up to date')
    expect(git(clone, 'branch', '-a')).not.toContain('secret')
  })

  it('keeps nothing unpublished in the clone or the store', () => {
    const secret = git(repo, 'rev-parse', 'secret')
    const clone = join(bob.clones, 'pocket-sql')
    expect(() => git(clone, 'cat-file', '-e', secret)).toThrow()
  })

  it("shares the store's packs with the clone by hard link, so that a gc there harms nobody", async () => {
    const store = join(bob.dataDir, 'reels')
    const packs = readdirSync(store).filter((name) => name.endsWith('.pack'))
    expect(packs.length).toBeGreaterThan(0)
    for (const pack of packs) expect(statSync(join(store, pack)).nlink).toBeGreaterThan(1)
    const before = packs.map((pack) => readFileSync(join(store, pack)))
    git(join(bob.clones, 'pocket-sql'), 'gc', '--prune=now', '--quiet')
    expect(packs.map((pack) => readFileSync(join(store, pack)))).toEqual(before)
  })

  it('serves the metainfo over HTTP, and joins from the file', async () => {
    const response = await fetch(`http://127.0.0.1:${alice.port}/${published.repoHash}.gittorrent`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/x-gittorrent')
    const carol = await startNode({ name: 'Carol' })
    try {
      const file = join(carol.folder, 'project.gittorrent')
      writeFileSync(file, Buffer.from(await response.arrayBuffer()))
      const joined = await carol.json<Joined>('join', file, '--into', join(carol.folder, 'here'), '--wait')
      expect(joined).toMatchObject({ state: 'joined', path: join(carol.folder, 'here') })
      expect(git(joined.path, 'rev-parse', 'HEAD')).toBe(published.heads[0]!.sha)
    } finally {
      await carol.stop()
    }
  })

  it('joins by link without discovery', async () => {
    const carol = await startNode({ name: 'Carol', args: ['--no-discovery'] })
    try {
      const joined = await carol.json<Joined>('join', published.link, '--wait')
      expect(git(joined.path, 'status', '--porcelain')).toBe('')
      const link = published.link.split('?')[0]!
      expect(await carol.json<Joined>('join', link)).toMatchObject({ state: 'joined', path: joined.path })
    } finally {
      await carol.stop()
    }
  })

  it('says what it has in status', async () => {
    const status = await bob.json<{
      node: object
      projects: Record<string, unknown>[]
      connections: object[]
    }>('status')
    expect(status.node).toMatchObject({ name: 'Bob', peerId: bob.peerId, port: bob.port })
    expect(status.projects[0]).toMatchObject({
      repoHash: published.repoHash,
      state: 'joined',
      progress: 1,
      heads: published.heads,
      autoMerge: 'off',
      remotes: [
        { person: 'alice', peerId: alice.peerId, refs: [{ name: 'main', sha: published.heads[0]!.sha }] },
      ],
    })
    expect(status.connections).toMatchObject([{ peerId: alice.peerId, repos: [published.repoHash] }])
  })

  it('lets Carol join from Bob when Alice is gone', async () => {
    await alice.kill()
    const carol = await startNode({ name: 'Carol' })
    try {
      const joined = await carol.json<Joined>('join', published.repoHash, '--wait')
      expect(git(joined.path, 'log', '--oneline')).toBe(git(repo, 'log', '--oneline', 'main'))
    } finally {
      await carol.stop()
    }
  })

  it('goes on after a restart, and leaves without touching the clone', async () => {
    bob = await bob.restart()
    const { projects } = await bob.json<{ projects: { state: string; progress: number }[] }>('status')
    expect(projects).toMatchObject([{ state: 'joined', progress: 1 }])
    const left = await bob.json<Joined>('leave', 'pocket-sql')
    expect(git(left.path, 'status', '--porcelain')).toBe('')
    expect(git(left.path, 'fetch', 'alice')).toBe('')
    expect(await bob.json('status')).toMatchObject({ projects: [] })
    expect(readdirSync(join(bob.dataDir, 'reels'))).toEqual([])
  })
})

describe('stop', () => {
  it('ends the node and gives its folder back', async () => {
    const carol = await startNode({ name: 'Carol' })
    try {
      expect(await carol.run('stop')).toMatchObject({ code: 0 })
      expect(await carol.run('status')).toMatchObject({ code: 1, stdout: '' })
      expect(readdirSync(carol.dataDir)).not.toContain('node.lock')
    } finally {
      await carol.stop()
    }
  })
})

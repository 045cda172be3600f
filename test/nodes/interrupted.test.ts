/** Joins that don't go straight: cancelled, killed, asked for twice, or made without a git program. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectControl } from '../../src/main/control/connect-control.ts'
import { buildHistory } from '../git/build-history.ts'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { git } from '../git/user-git.ts'
import { setLimits } from './set-limits.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

interface Status {
  node: { gitVersion: string | null }
  projects: {
    name: string
    state: string
    progress: number
    transfer: { have: number; downloaded: number }
  }[]
}

let alice: TestNode
let bob: TestNode
let big: string
/** Bytes per second at which not even the tip arrives before a test has looked, on the slowest or the fastest machine. */
const SLOW = 1e6

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  big = join(alice.folder, 'interrupted')
  await buildHistory(big, { commits: 3_000, megabytes: 40 })
  await alice.json('publish', big)
  await bob.json('nearby', '--wait', '2')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

const project = async (node: TestNode, name: string) =>
  (await node.json<Status>('status')).projects.find((one) => one.name === name)

/** Begins the join, and returns when some of it is there and most of it is not. */
async function joinHalfWay() {
  await setLimits(bob, { downloadLimit: SLOW })
  await bob.json('join', 'interrupted')
  await until(async () => ((await project(bob, 'interrupted'))?.transfer.have ?? 0) > 0)
}

async function until(look: () => Promise<boolean>, within = 60_000): Promise<void> {
  for (const end = Date.now() + within; !(await look());) {
    if (Date.now() > end) throw new Error(`not within ${within} ms`)
  }
}

describe('a join', () => {
  it('that is left half-way leaves nothing behind, and can begin again', async () => {
    await joinHalfWay()
    await bob.json('leave', 'interrupted')
    expect(existsSync(bob.clones) ? readdirSync(bob.clones) : []).toEqual([])
    expect(readdirSync(join(bob.dataDir, 'reels'))).toEqual([])
    expect(readdirSync(join(bob.dataDir, 'remotes'))).toEqual([])
    expect(readdirSync(join(bob.dataDir, 'projects'))).toEqual([])
  })

  it('that is left and begun again at once is a new join, whole', async () => {
    for (let round = 0; round < 4; round++) {
      await joinHalfWay()
      const client = await connectControl(bob.dataDir)
      const [, joined] = await Promise.all([
        client.call('leave', { project: 'interrupted' }),
        client.call('join', { target: 'interrupted', wait: 'joined' }),
        client.call('updateSettings', { downloadLimit: null }),
      ])
      client.close()
      const clone = joined.path
      await bob.json('leave', 'interrupted')
      expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(big, 'rev-parse', 'HEAD'))
      expect(git(clone, 'fsck')).toBe('')
      rmSync(clone, { recursive: true })
    }
  })

  it('whose node is killed goes on by itself at the next start, and clears what was half made', async () => {
    await joinHalfWay()
    await bob.kill()
    bob = await startNode({ name: 'Bob', folder: bob.folder })
    await setLimits(bob, { downloadLimit: null })
    await until(async () => (await project(bob, 'interrupted'))?.state === 'joined')
    expect(readdirSync(bob.clones)).toEqual(['interrupted'])
    expect(git(join(bob.clones, 'interrupted'), 'rev-parse', 'HEAD')).toBe(git(big, 'rev-parse', 'HEAD'))
    expect(git(join(bob.clones, 'interrupted'), 'fsck')).toBe('')
  })

  it('asked for twice at once is one join', async () => {
    await bob.json('leave', 'interrupted')
    rmSync(join(bob.clones, 'interrupted'), { recursive: true })
    const both = await Promise.all([
      bob.json('join', 'interrupted', '--wait'),
      bob.json('join', 'interrupted', '--wait'),
    ])
    expect(both[0]).toEqual(both[1])
    expect((await bob.json<Status>('status')).projects).toHaveLength(1)
  })
})

describe('publishing again', () => {
  it('changes nothing when nothing changed, and counts up when something did', async () => {
    const repo = join(alice.folder, 'kite')
    buildSmallRepository(repo)
    const seq = async () => {
      const { projects } = await alice.json<{ projects: { name: string; seq: number }[] }>('nearby')
      return projects.find(({ name }) => name === 'kite')?.seq
    }
    const first = await alice.json('publish', repo)
    expect(await alice.json('publish', repo)).toEqual(first)
    expect(await seq()).toBe(1)
    writeFileSync(join(repo, 'new.txt'), 'new\n')
    git(repo, 'add', '.')
    git(repo, '-c', 'user.name=Alice', '-c', 'user.email=alice@example.org', 'commit', '-qm', 'More')
    const second = await alice.json<{ repoHash: string; heads: { sha: string }[] }>('publish', repo)
    expect(second).toMatchObject({
      repoHash: first.repoHash,
      heads: [{ sha: git(repo, 'rev-parse', 'main') }],
    })
    expect(await seq()).toBe(2)
  })
})

describe('with a git program', () => {
  it('SHA-256 repositories are published and joined', async () => {
    const modern = join(alice.folder, 'modern')
    buildSmallRepository(modern, { objectFormat: 'sha256' })
    await alice.json('publish', modern)
    await bob.json('nearby', '--wait', '1')
    const { path } = await bob.json<{ path: string }>('join', 'modern', '--wait')
    expect(git(path, 'rev-parse', '--show-object-format')).toBe('sha256')
    expect(git(path, 'rev-parse', 'HEAD')).toBe(git(modern, 'rev-parse', 'main'))
  })
})

describe('without a git program', () => {
  it('projects are joined and published by the embedded one, and SHA-256 is refused in words', async () => {
    const carol = await startNode({ name: 'Carol', env: { GITTORRENT_GIT: 'isomorphic-git' } })
    try {
      expect((await carol.json<Status>('status')).node.gitVersion).toBeNull()
      await carol.json('nearby', '--wait', '2')
      const { path } = await carol.json<{ path: string }>('join', 'kite', '--wait')
      expect(git(path, 'status', '--porcelain')).toBe('')
      expect(git(path, 'rev-parse', 'HEAD')).toBe(git(join(alice.folder, 'kite'), 'rev-parse', 'main'))
      expect(git(path, 'fsck')).toBe('')

      const own = join(carol.folder, 'own')
      buildSmallRepository(own)
      await carol.json('publish', own)
      await bob.json('nearby', '--wait', '1')
      const joined = await bob.json<{ path: string }>('join', 'own', '--wait')
      expect(git(joined.path, 'rev-parse', 'HEAD')).toBe(git(own, 'rev-parse', 'main'))

      const modern = join(carol.folder, 'modern')
      buildSmallRepository(modern, { objectFormat: 'sha256' })
      const refused = await carol.run('publish', modern)
      expect(refused).toMatchObject({ code: 1, stdout: '' })
      expect(refused.stderr).toMatch(/object format sha256.*; install git/)
    } finally {
      await carol.stop()
    }
  })
})

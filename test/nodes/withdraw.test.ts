/** Who withdraws a branch and purges it serves nothing of it any more; what others have, they keep. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectControl } from '../../src/main/control/connect-control.ts'
import { git } from '../git/user-git.ts'
import { at, commit, until } from './arrivals.ts'
import { joinAsRawPeer } from './raw-peer.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

let alice: TestNode
let bob: TestNode
let carol: TestNode
let repo: string
let bobs: string
let carols: string
let link: string
let own: string
let secret: string
/** The reels that only the branch which is withdrawn is in. */
let secretReels: string[]

/** Over the socket that commands use, without a process for each. */
async function ask<T>(
  node: TestNode,
  question: (client: Awaited<ReturnType<typeof connectControl>>) => Promise<T>,
): Promise<T> {
  const client = await connectControl(node.dataDir)
  try {
    return await question(client)
  } finally {
    client.close()
  }
}

const publishHeads = (node: TestNode, ...branches: string[]) =>
  ask(node, (client) => client.call('publishHeads', { project: 'kite', branches }))

const reelsOf = (node: TestNode) =>
  readdirSync(join(node.dataDir, 'reels')).flatMap((name) => /^(.*)\.pack$/.exec(name)?.[1] ?? [])

/** All objects in the reels of a node's store. Thin ones are completed from a repository that has everything. */
function objectsServed(node: TestNode, everything: string): ReadonlySet<string> {
  const scratch = mkdtempSync(join(tmpdir(), 'gittorrent-served-'))
  try {
    git(scratch, 'clone', '-q', '--bare', '--shared', everything, 'whole')
    for (const reel of reelsOf(node)) {
      const input = readFileSync(join(node.dataDir, 'reels', `${reel}.pack`))
      execFileSync('git', ['index-pack', '--stdin', '--fix-thin'], { cwd: join(scratch, 'whole'), input })
    }
    const packs = join(scratch, 'whole', 'objects', 'pack')
    const indexes = readdirSync(packs).filter((name) => name.endsWith('.idx'))
    const lines = indexes.flatMap((name) => git(packs, 'verify-pack', '-v', name).split('\n'))
    return new Set(lines.map((line) => line.split(' ', 1)[0]!))
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

/** What only a branch has: its commit, its tree and its file. */
const onlyIn = (clone: string, branch: string) =>
  git(clone, 'rev-list', '--objects', branch, '--not', 'main')
    .split('\n')
    .map((line) => line.split(' ', 1)[0]!)

const held = (clone: string) =>
  git(clone, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)').split('\n')

beforeAll(async () => {
  ;[alice, bob, carol] = await startNodes('Alice', 'Bob', 'Carol')
  repo = join(alice.folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  for (const name of ['one', 'two']) commit(repo, name)
  ;({ link } = await alice.json<{ link: string }>('publish', repo))
  await Promise.all([bob, carol].map((node) => node.json('join', link, '--wait')))
  bobs = join(bob.clones, 'kite')
  carols = join(carol.clones, 'kite')
  commit(bobs, 'shown')
  own = (await publishHeads(bob, 'main')).repoHash
  const before = reelsOf(bob)
  git(bobs, 'checkout', '-q', '-b', 'secret')
  secret = commit(bobs, 'hidden')
  git(bobs, 'checkout', '-q', 'main')
  await publishHeads(bob, 'main', 'secret')
  secretReels = reelsOf(bob).filter((reel) => !before.includes(reel))
  await until('secret', () => at(carols, 'refs/remotes/bob/secret') === secret)
})
afterAll(() => Promise.all([alice, bob, carol].map((node) => node?.stop())))

it('what is only left out of the list is deleted by the others, and served on', async () => {
  await publishHeads(bob, 'main')
  await until('its end', () => at(carols, 'refs/remotes/bob/secret') === null)
  expect(git(carols, 'for-each-ref', 'refs/gittorrent/kept/bob')).toContain(secret)
  const served = objectsServed(bob, bobs)
  for (const oid of onlyIn(bobs, 'secret')) expect(served).toContain(oid)
  const stranger = await joinAsRawPeer(bob.port, own)
  for (const reel of secretReels) {
    await stranger.ask({ type: 'request', reel, index: 0 }, 'block')
  }
  expect(secretReels).toHaveLength(1)
  await stranger.close()
})

it('what is purged is in no reel any more, and refused to who asks; what others have, they keep', async () => {
  const { stdout } = await bob.run('publish-heads', 'kite', '--branch', 'main', '--purge')
  expect(stdout).toContain('copies that others made remain')
  const objects = onlyIn(bobs, 'secret')
  expect(objects).toHaveLength(3)
  const served = objectsServed(bob, bobs)
  expect(served).toContain(git(bobs, 'rev-parse', 'main'))
  for (const oid of objects) expect(served).not.toContain(oid)

  const stranger = await joinAsRawPeer(bob.port, own)
  for (const reel of secretReels) {
    expect(reelsOf(bob)).not.toContain(reel)
    await stranger.ask({ type: 'request', reel, index: 0 }, 'reject')
  }
  await stranger.ask({ type: 'ask-pack', repo: own, want: [secret], have: [] }, 'refuse-pack')
  await stranger.close()

  expect(git(carols, 'cat-file', '-t', secret)).toBe('commit')
  expect(git(carols, 'for-each-ref', 'refs/gittorrent/kept/bob')).toContain(secret)
  await until('the new list at Carol', () => secretReels.every((reel) => !reelsOf(carol).includes(reel)))

  const newcomer = await startNode({ name: 'Carol' })
  try {
    await newcomer.json('join', link, '--wait')
    const clone = join(newcomer.clones, 'kite')
    await until("Bob's heads", () => at(clone, 'refs/remotes/bob/main') === git(bobs, 'rev-parse', 'main'))
    for (const oid of objects) expect(held(clone)).not.toContain(oid)
    expect(at(clone, 'refs/remotes/bob/secret')).toBeNull()
  } finally {
    await newcomer.stop()
  }
})

it('goes on from there: later commits follow', async () => {
  const sha = commit(bobs, 'later')
  await until('it', () => at(carols, 'refs/remotes/bob/main') === sha)
  expect(git(carols, 'fsck', '--no-dangling')).toBe('')
})

const lists = (node: TestNode) => readdirSync(join(node.dataDir, 'projects')).sort()
const ownOf = (node: TestNode) =>
  ask(node, async (client) => Object.values((await client.call('status', {})).projects)[0]!.own)

it('what is stopped leaves no reel behind; published again, the others know it, and get what is chosen then', async () => {
  const of = reelsOf(alice)
  await publishHeads(bob, 'main', 'secret')
  await until('secret again', () => at(carols, 'refs/remotes/bob/secret') === secret)
  await bob.json('publish-heads', 'kite', '--stop')
  expect(reelsOf(bob).filter((reel) => !of.includes(reel))).toEqual([])
  expect(await ownOf(bob)).toBeNull()
  bob = await bob.restart()
  expect(await ownOf(bob)).toBeNull()
  expect(lists(bob)).toContain(own)

  const sha = commit(bobs, 'after')
  const again = await publishHeads(bob)
  expect(again.repoHash).toBe(own)
  await until('what came after', () => at(carols, 'refs/remotes/bob/main') === sha)
  expect(at(carols, 'refs/remotes/bob/secret')).toBeNull()
  const served = objectsServed(bob, bobs)
  for (const oid of onlyIn(bobs, 'secret')) expect(served).not.toContain(oid)
})

it('what is stopped and purged leaves nothing at all', async () => {
  const before = lists(bob)
  await bob.json('publish-heads', 'kite', '--stop', '--purge')
  expect(lists(bob)).toEqual(before.filter((list) => list !== own))
  expect(reelsOf(bob).filter((reel) => !reelsOf(alice).includes(reel))).toEqual([])
  const { code, stderr } = await bob.run('publish-heads', 'kite', '--stop', '--purge')
  expect(code).toBe(1)
  expect(stderr).toContain('there is nothing to stop')
})

it("a project's own branches are purged as well, from a new base", async () => {
  git(repo, 'checkout', '-q', '-b', 'draft')
  commit(repo, 'drafted')
  git(repo, 'checkout', '-q', 'main')
  const objects = onlyIn(repo, 'draft')
  await publishHeads(alice, 'main', 'draft')
  expect([...objectsServed(alice, repo)]).toEqual(expect.arrayContaining(objects))
  await alice.json('publish-heads', 'kite', '--branch', 'main', '--purge')
  const served = objectsServed(alice, repo)
  for (const oid of objects) expect(served).not.toContain(oid)
  const sha = commit(repo, 'three')
  await until('later commits', () => at(carols, 'refs/remotes/alice/main') === sha)
})

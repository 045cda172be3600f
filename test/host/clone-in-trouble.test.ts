/** A clone that was moved, taken apart, locked or cut off while it is followed: told once, nothing is lost, and it goes on. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { followRelatives } from '../../src/main/host/family/follow.ts'
import type { MetainfoSummary } from '../../src/main/host/nearby/metainfo-queue.ts'
import { git } from '../git/user-git.ts'
import { arrives, at, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let home: string
let alice: HostNode
let bob: HostNode
let repo: string
let clone: string
let repoHash: string

beforeAll(async () => {
  const network = createMemoryNetworkDiscovery()
  ;[alice, bob] = await Promise.all([startHostNode('Alice', network), startHostNode('Bob', network)])
  // As people have it who keep their settings in git: whatever lies below is in that repository as well.
  home = mkdtempSync(join(tmpdir(), 'gittorrent-home-'))
  git(home, 'init', '-q', '-b', 'main')
  commit(home, 'password')
  repo = join(home, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  for (const name of ['one', 'two']) commit(repo, name)
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  clone = join(home, 'bob', 'kite')
  await bob.call.join({ target: repoHash, into: clone, wait: 'joined' })
})
afterAll(async () => {
  await Promise.all([alice, bob].map((node) => node?.stop()))
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** What a node has told since: to be awaited, and to be counted. */
function since(node: HostNode) {
  const from = node.events().at(-1)?.id ?? 0
  return () =>
    node
      .events()
      .filter(({ id, kind }) => id > from && ['warning', 'refused', 'failed'].includes(kind))
      .map(({ text }) => text)
}

/** Somebody who names the project as her alternative is heard of. @returns her torrent */
function hearOfCarol(): string {
  const torrent = 'ab'.repeat(20)
  const publisher = { peerId: 'cd'.repeat(20), name: 'Carol' }
  const summary = { alternatives: [repoHash], publisher } as unknown as MetainfoSummary
  vi.spyOn(bob.host.context.hearsay, 'rows').mockReturnValue([[torrent, summary]])
  followRelatives(bob.host.context)
  return torrent
}

describe('a clone', () => {
  it('that was taken apart, then moved, is missed in one line, and no other is mistaken for it', async () => {
    const told = since(bob)
    const around = () => git(home, 'for-each-ref') + git(home, 'config', '--local', '--list')
    const before = around()
    git(clone, 'remote', 'add', 'carol', 'https://localhost/carol')
    renameSync(join(clone, '.git'), join(home, 'put-away'))
    const carols = hearOfCarol()
    const sha = commit(repo, 'while-away')
    await until('its trouble', async () => (await bob.people(repoHash)).get('alice')?.trouble)
    await until('a line', () => told().length > 0)
    const gone = { code: 'NOT_A_REPOSITORY', action: expect.stringMatching(/^move it back there/) as string }
    const refuses = async () => {
      await expect(bob.call.publishHeads({ project: repoHash })).rejects.toMatchObject(gone)
      await expect(bob.call.commits({ project: repoHash })).rejects.toMatchObject(gone)
    }
    await refuses()
    renameSync(clone, `${clone}-elsewhere`)
    await refuses()
    expect(around()).toBe(before)

    renameSync(`${clone}-elsewhere`, clone)
    renameSync(join(home, 'put-away'), join(clone, '.git'))
    await arrives(clone, 'refs/remotes/alice/main', sha)
    expect(told()).toEqual([
      `kite: the clone that was joined is no longer in ${clone}; move it back there, or leave the project and join it again`,
    ])
    await until('no trouble', async () => (await bob.people(repoHash)).get('alice')?.trouble === '')
    expect(git(clone, 'fsck')).toBe('')
    // Who came meanwhile takes no name that the user has given.
    const named = () => bob.host.context.entries.get(carols)?.record.remote
    expect(await until('a name', named)).toBe('carol-2')
    expect(git(clone, 'remote', 'get-url', 'carol')).toBe('https://localhost/carol')
  })

  it('with a lock that git has left is told after a while, with the file’s name, and goes on without it', async () => {
    const told = since(bob)
    const lock = join(clone, '.git/refs/remotes/alice/main.lock')
    writeFileSync(lock, '')
    commit(repo, 'locked')
    await until('its trouble', () => bob.host.context.entries.get(repoHash)!.waitingSince)
    expect(told()).toEqual([])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
    await until('a line', () => told().length > 0, 60_000)
    expect(told()).toEqual([
      `Heads of Alice were not fetched: another git process is at work in this clone: ${lock} exists; ` +
        'it is tried again by itself; if no git is running there, delete that file',
    ])
    rmSync(lock)
    await arrives(clone, 'refs/remotes/alice/main', commit(repo, 'unlocked'))
    await until('no trouble', async () => (await bob.people(repoHash)).get('alice')?.trouble === '')
    expect(told()).toHaveLength(1)
  })

  it('that its user has cut off at a depth waits until it is whole again', async () => {
    const told = since(bob)
    const head = git(clone, 'rev-parse', 'HEAD')
    writeFileSync(join(clone, '.git/shallow'), `${head}\n`)
    const sha = commit(repo, 'not-for-a-shallow-clone')
    await until('its trouble', () => bob.host.context.entries.get(repoHash)!.waitingSince)
    await expect(bob.call.publishHeads({ project: repoHash })).rejects.toMatchObject({
      code: 'SHALLOW_REPOSITORY',
      action: expect.stringMatching(/git fetch --unshallow/) as string,
    })
    expect(at(clone, 'refs/remotes/alice/main')).not.toBe(sha)
    rmSync(join(clone, '.git/shallow'))
    await arrives(clone, 'refs/remotes/alice/main', sha)
    expect(told()).toEqual([])
  })
})

describe('what is published', () => {
  it('waits for its repository, and is never made of the one around it', async () => {
    const told = since(alice)
    const before = alice.host.context.entries.get(repoHash)!.known!.references
    renameSync(join(repo, '.git'), join(home, 'put-away'))
    await until('a line', () => told().length > 0)
    expect(told()).toEqual([
      `kite: the repository that was published is no longer in ${repo}; ` +
        'move it back there, or unpublish the project and publish it from where it is now',
    ])
    expect(alice.host.context.entries.get(repoHash)!.known!.references).toBe(before)
    renameSync(join(home, 'put-away'), join(repo, '.git'))
    await arrives(clone, 'refs/remotes/alice/main', commit(repo, 'back'))
    expect(at(clone, git(home, 'rev-parse', 'HEAD'))).not.toBe(git(clone, 'rev-parse', 'HEAD'))
    expect(() => git(clone, 'cat-file', '-e', git(home, 'rev-parse', 'HEAD'))).toThrow()
  })
})

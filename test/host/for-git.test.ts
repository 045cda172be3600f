/** Clones that the node made for git's remote helper go when nobody asks for them, and never with somebody's work. */
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { dropUnusedForGit, FOR_GIT_DAYS } from '../../src/main/host/projects/for-git.ts'
import { git } from '../git/user-git.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let alice: HostNode
let bob: HostNode
let project: string
let clone: string

beforeEach(async () => {
  const network = createMemoryNetworkDiscovery()
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('Bob', network)
  const repo = join(alice.folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  writeFileSync(join(repo, '.gitignore'), 'built\n')
  git(repo, 'add', '-A')
  git(repo, 'commit', '-qm', 'one')
  const { link, repoHash } = await alice.call.publish({ path: repo })
  project = repoHash
  await bob.call.join({ target: link, forGit: true, wait: 'joined' })
  clone = join(bob.folder, 'data', 'for-git', repoHash)
  expect(existsSync(clone)).toBe(true)
})
afterEach(async () => {
  await Promise.all([alice?.stop(), bob?.stop()])
})

const unusedFor = (days: number) => {
  const then = Date.now() / 1000 - days * 24 * 3600
  utimesSync(clone, then, then)
}
const tidy = () => dropUnusedForGit(bob.host.context)
const remote = () => join(bob.folder, 'data', 'remotes', `${project}.git`)

it('one that git has not asked for in a long time goes, and comes again when it is asked for', async () => {
  unusedFor(FOR_GIT_DAYS - 1)
  await tidy()
  expect(existsSync(clone)).toBe(true)
  unusedFor(FOR_GIT_DAYS + 1)
  await bob.call.gitSource({ project })
  await tidy()
  expect(existsSync(clone)).toBe(true)

  unusedFor(FOR_GIT_DAYS + 1)
  await tidy()
  expect(existsSync(clone)).toBe(false)
  expect(existsSync(remote())).toBe(false)
  expect((await bob.call.status({})).projects).toEqual({})
  await bob.call.join({ target: project, forGit: true, wait: 'joined' })
  expect(existsSync(clone)).toBe(true)
})

it('one that somebody worked in stays', async () => {
  const keeps = async () => {
    unusedFor(FOR_GIT_DAYS + 1)
    await tidy()
    expect(existsSync(clone)).toBe(true)
  }
  mkdirSync(join(clone, 'built'))
  writeFileSync(join(clone, 'built', 'kite'), 'ignored')
  await keeps()
  git(clone, 'clean', '-qfdx')
  writeFileSync(join(clone, 'work.txt'), 'untracked')
  await keeps()
  git(clone, 'add', '-A')
  git(clone, 'stash', '-q')
  await keeps()
  git(clone, 'stash', 'drop', '-q')
  git(clone, 'switch', '-qc', 'own')
  git(clone, 'commit', '-qm', 'own', '--allow-empty')
  git(clone, 'switch', '-q', 'main')
  await keeps()
})

it('leaving takes it along where nobody worked in it', async () => {
  await bob.call.leave({ project })
  expect(existsSync(clone)).toBe(false)
  await bob.call.join({ target: project, forGit: true, wait: 'joined' })
  writeFileSync(join(clone, 'work.txt'), 'untracked')
  await bob.call.leave({ project })
  expect(existsSync(join(clone, 'work.txt'))).toBe(true)
})

/** Who has not joined a project sees what is in it, from whoever has it, and nothing that was not signed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import type { Git } from '../../src/main/git/types.ts'
import { fetchPreview } from '../../src/main/net/fetch-shared.ts'
import { git } from '../git/user-git.ts'
import { commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const nodes: HostNode[] = []
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
})

async function shared(tamper?: (git: Git) => Git) {
  const network = createMemoryNetworkDiscovery()
  const [alice, bob, carol] = (await Promise.all([
    startHostNode('Alice', network, tamper),
    startHostNode('Bob', network),
    startHostNode('Carol', network),
  ])) as [HostNode, HostNode, HostNode]
  nodes.push(alice, bob, carol)
  const repo = join(alice.folder, 'kite')
  git(alice.folder, 'init', '-q', '-b', 'main', repo)
  commit(repo, 'one')
  commit(repo, 'README.md', '# Kite\n\nFlies.\n')
  git(repo, 'branch', 'idea', 'HEAD~1')
  const { repoHash } = await alice.call.publish({ path: repo, description: 'Of silk', all: true })
  const seenBy = (node: HostNode) =>
    until('the project', () => node.host.context.nearby.get(repoHash)?.summary)
  await seenBy(bob)
  return { alice, bob, carol, repo, repoHash, seenBy }
}

it('shows commits, branches and the README, newest first, and follows', async () => {
  const { alice, bob, repo, repoHash } = await shared()
  const [head, first] = git(repo, 'rev-list', 'main').split('\n')
  expect(await bob.call.preview({ repoHash })).toMatchObject({
    ...{ name: 'kite', description: 'Of silk', publisher: { name: 'Alice' }, tags: 0, branchesLeftOut: 0 },
    branches: [
      { name: 'idea', sha: first, isHead: false },
      { name: 'main', sha: head, isHead: true },
    ],
    commits: [
      { sha: head, subject: 'Change README.md', author: 'Bob', parents: [first] },
      { sha: first, subject: 'Change one' },
    ],
    readme: { name: 'README.md', text: '# Kite\n\nFlies.\n' },
  })
  writeFileSync(join(repo, 'README.md'), '# Kite two\n')
  const next = commit(repo, 'three')
  await until('the new list', () => alice.host.context.entries.get(repoHash)?.known?.references.seq === 2)
  const { commits, readme } = await bob.call.preview({ repoHash })
  expect(commits![0]!.sha).toBe(next)
  expect(readme!.text).toBe('# Kite two\n')
})

it('comes from a member as well, when its publisher has gone', async () => {
  const { alice, bob, carol, repoHash, seenBy } = await shared()
  await bob.call.join({ target: repoHash, wait: 'joined' })
  await seenBy(carol)
  await alice.stop()
  nodes.splice(nodes.indexOf(alice), 1)
  await until('Bob has it', () =>
    carol.host.context.nearby.get(repoHash)?.holders.has(bob.host.context.identity.peerId),
  )
  const { commits, readme } = await carol.call.preview({ repoHash })
  expect(commits).toHaveLength(2)
  expect(readme!.name).toBe('README.md')
})

it('believes no holder who invents something, and shows what was signed all the same', async () => {
  const { bob, repoHash } = await shared((real) => ({
    ...real,
    async previewObjects(...of) {
      const { commits, ...rest } = await real.previewObjects(...of)
      return {
        ...rest,
        commits: commits.map((object) =>
          Buffer.from(Buffer.from(object).toString().replace('Change', 'Chance')),
        ),
      }
    },
  }))
  const { commits, readme, branches } = await bob.call.preview({ repoHash })
  expect({ commits, readme }).toEqual({ commits: null, readme: null })
  expect(branches).toHaveLength(2)
})

it('is given of nothing that is not shared', async () => {
  const { alice, bob, repoHash } = await shared()
  const { port } = alice.host.context
  await expect(fetchPreview('127.0.0.1', port, 'ab'.repeat(20))).rejects.toMatchObject({
    code: 'UNKNOWN_PROJECT',
  })
  await alice.call.unpublish({ project: repoHash })
  await expect(fetchPreview('127.0.0.1', port, repoHash)).rejects.toMatchObject({ code: 'UNKNOWN_PROJECT' })
  await expect(bob.call.preview({ repoHash: 'ab'.repeat(20) })).rejects.toMatchObject({
    code: 'UNKNOWN_PROJECT',
  })
})

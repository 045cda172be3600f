/** Work that is under way when a project is left comes to an end, and brings nothing of the project back. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import type { Git } from '../../src/main/git/types.ts'
import { git } from '../git/user-git.ts'
import { arrives, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const nodes: HostNode[] = []
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
})

/** A verb that waits until it is let go. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const seen = { reached: false }
  const pass = async () => {
    seen.reached = true
    await opened
  }
  return { seen, open, pass }
}

async function joined(tamper: (git: Git) => Git) {
  const network = createMemoryNetworkDiscovery()
  const [alice, bob] = await Promise.all([
    startHostNode('Alice', network),
    startHostNode('Bob', network, tamper),
  ])
  nodes.push(alice, bob)
  const repo = join(alice.folder, 'kite')
  git(alice.folder, 'init', '-q', '-b', 'main', repo)
  commit(repo, 'one')
  const { repoHash } = await alice.call.publish({ path: repo })
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  await bob.call.join({ target: repoHash, wait: 'joined' })
  const record = join(bob.folder, 'data', 'projects', repoHash)
  expect(existsSync(record)).toBe(true)
  return { bob, repo, repoHash, record, clone: join(bob.folder, 'kite') }
}

it('an automatic merge', async () => {
  const { seen, open, pass } = gate()
  let first = ''
  const { bob, repo, repoHash, record, clone } = await joined((real) => ({
    ...real,
    history: {
      ...real.history!,
      async merge(repository, request) {
        if (request.theirs === first) return { kind: 'nothing' }
        await pass()
        return { kind: 'refused', reason: 'not today' }
      },
    },
  }))
  first = git(repo, 'rev-parse', 'HEAD')
  await bob.call.autoMerge({ project: repoHash, mode: 'ff' })
  await arrives(clone, 'refs/remotes/alice/main', commit(repo, 'two'))
  await until('the merge', () => seen.reached)
  await bob.call.leave({ project: repoHash })
  open()
  await pause(300)
  expect(existsSync(record)).toBe(false)
})

it('heads that wait to be published', async () => {
  const { seen, open, pass } = gate()
  const { bob, repoHash, record } = await joined((real) => real)
  const waiting = bob.host.context.publishing(pass)
  await until('the turn', () => seen.reached)
  const published = bob.call.publishHeads({ project: repoHash })
  published.catch(() => undefined)
  await bob.call.leave({ project: repoHash })
  open()
  await waiting
  await expect(published).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(existsSync(record)).toBe(false)
  expect(bob.host.context.entries.size).toBe(0)
})

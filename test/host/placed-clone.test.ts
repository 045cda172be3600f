/** A clone that was put in its place when the node could not note it any more: the join goes on with it. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import type { Git } from '../../src/main/git/types.ts'
import { isHeld } from '../../src/main/host/projects/hold.ts'
import { resume } from '../../src/main/host/projects/resume.ts'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const network = createMemoryNetworkDiscovery()
let alice: HostNode
let repo: string
let repoHash: string

beforeAll(async () => {
  alice = await startHostNode('Alice', network)
  repo = await buildHistory(join(alice.folder, 'kite'), {
    commits: 12,
    megabytes: 1,
    files: 20,
    checkOut: true,
  })
  ;({ repoHash } = await alice.call.publish({ path: repo }))
})
afterAll(() => alice.stop())

/** The clone is made; then the disk takes nothing any more. */
const thenReadOnly =
  (times = 1) =>
  (tool: Git): Git => ({
    ...tool,
    tipFirst: {
      ...tool.tipFirst!,
      async checkOutTip(...args) {
        const made = await tool.tipFirst!.checkOutTip(...args)
        if (times-- > 0) throw Object.assign(new Error('read-only file system'), { code: 'EROFS' })
        return made
      },
    },
  })

const entryOf = (node: HostNode) => node.host.context.entries.get(repoHash)!

async function joinsAndIsHeld(): Promise<HostNode> {
  const bob = await startHostNode('Bob', network, thenReadOnly())
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  await bob.call.join({ target: repoHash })
  await until('the trouble', () => isHeld(entryOf(bob)))
  return bob
}

async function isWhole(bob: HostNode): Promise<void> {
  await until('the clone', () => entryOf(bob).record.state === 'joined')
  const { path } = entryOf(bob).record
  expect(git(path, 'fsck', '--full', '--no-dangling')).toBe('')
  expect(git(path, 'rev-list', '--count', 'HEAD')).toBe('12')
  expect(git(path, 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'HEAD'))
  expect(git(path, 'status', '--porcelain')).toBe('')
}

it('by a node that goes on', async () => {
  const bob = await joinsAndIsHeld()
  await resume(bob.host.context, entryOf(bob))
  await isWhole(bob)
  await bob.stop()
})

it('by a node that is started again', async () => {
  const before = await joinsAndIsHeld()
  await before.end()
  const bob = await startHostNode('Bob', network, undefined, before.folder)
  await isWhole(bob)
  await bob.stop()
})

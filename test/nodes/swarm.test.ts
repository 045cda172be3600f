/** A 90 MB repository, one publisher, four joiners at once: who sends what, and what it costs in memory. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { startNode, type TestNode } from './start-node.ts'

const MB = 1e6
const MEMORY_LIMIT = 250 * MB
interface Status {
  projects: {
    repoHash: string
    state: string
    path: string
    transfer: { have: number; total: number; downloaded: number; uploaded: number }
    sources: { peerId: string; bytes: number }[]
  }[]
  connections: { peerId: string; repos: string[] }[]
}

const nodes: TestNode[] = []
const status = async (node: TestNode) => node.json<Status>('status')
const start = async (name: string) => {
  const node = await startNode({ name })
  nodes.push(node)
  return node
}
let alice: TestNode
let repo: string
let repoHash: string

beforeAll(async () => {
  alice = await start('Alice')
  repo = join(alice.folder, 'big')
  await buildHistory(repo, { commits: 15_000, megabytes: 90 })
  ;({ repoHash } = await alice.json<{ repoHash: string }>('publish', repo))
})
afterAll(() => Promise.all(nodes.map((node) => node.stop())))

describe('a 90 MB repository with 15,000 commits', () => {
  it('reaches one joiner whole', async () => {
    const bob = await start('Bob')
    await bob.json('nearby', '--wait', '1')
    const begun = Date.now()
    const { path } = await bob.json<{ path: string }>('join', repoHash, '--wait')
    const seconds = (Date.now() - begun) / 1000
    const { total } = (await status(bob)).projects[0]!.transfer
    expect(total).toBeGreaterThan(80 * MB)
    expect(git(path, 'rev-list', '--count', 'HEAD')).toBe(git(repo, 'rev-list', '--count', 'HEAD'))
    expect(git(path, 'status', '--porcelain')).toBe('')
    const memory = [alice, bob].map((node) => node.peakMemory())
    console.log(
      `${(total / MB).toFixed(1)} MB joined in ${seconds.toFixed(1)} s; peak memory of the node processes: ` +
        `publisher ${(memory[0]! / MB).toFixed(0)} MB, joiner ${(memory[1]! / MB).toFixed(0)} MB`,
    )
    for (const bytes of memory) expect(bytes).toBeLessThan(MEMORY_LIMIT)
    await bob.stop()
    nodes.splice(nodes.indexOf(bob), 1)
  })

  it('reaches four joiners at once, who serve one another', async () => {
    const before = (await status(alice)).projects[0]!.transfer.uploaded
    const joiners = await Promise.all(['Bob', 'Carol', 'Bob2', 'Carol2'].map(start))
    await Promise.all(joiners.map((node) => node.json('nearby', '--wait', '2')))
    await Promise.all(joiners.map((node) => node.json('join', repoHash, '--wait')))
    const { uploaded, total } = (await status(alice)).projects[0]!.transfer
    const sent = (uploaded - before) / total
    const reports = await Promise.all(joiners.map(status))
    const sources = reports.map(
      ({ projects }) => projects[0]!.sources.filter(({ bytes }) => bytes > 0).length,
    )
    console.log(
      `the publisher sent ${sent.toFixed(2)} x the size; sources of each joiner: ${sources.join(', ')}`,
    )
    expect(sent).toBeLessThan(3)
    for (const count of sources) expect(count).toBeGreaterThanOrEqual(2)
    for (const { connections } of reports) {
      expect(new Set(connections.map(({ peerId }) => peerId)).size).toBe(connections.length)
    }
    for (const node of [alice, ...joiners]) expect(node.peakMemory()).toBeLessThan(MEMORY_LIMIT)
  })
})

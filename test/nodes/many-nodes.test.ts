/** Discovery between real nodes on one machine: how fast, and how many. Figures are printed, not asserted, but for the promise. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { startNode, type TestNode } from './start-node.ts'

const nodes: TestNode[] = []
afterAll(() => Promise.all(nodes.map((node) => node.stop())))

interface Nearby {
  projects: { repoHash: string; publisher: { name: string } }[]
}

async function until<T>(look: () => Promise<T | null>, within: number): Promise<T> {
  for (const end = Date.now() + within; ;) {
    const found = await look()
    if (found !== null) return found
    if (Date.now() > end) throw new Error(`not within ${within} ms`)
  }
}

describe('ten nodes', () => {
  it("all see one another's ten projects", async () => {
    const names = Array.from({ length: 10 }, (_, i) => `Alice${i}`)
    nodes.push(...(await Promise.all(names.map((name) => startNode({ name })))))
    const hashes = await Promise.all(
      nodes.map(async (node) => {
        const repo = join(node.folder, `project-${node.name.toLowerCase()}`)
        await buildSmallRepository(repo)
        return (await node.json<{ repoHash: string }>('publish', repo)).repoHash
      }),
    )
    const views = await Promise.all(nodes.map((node) => node.json<Nearby>('nearby', '--wait', '4')))
    for (const { projects } of views) {
      const seen = new Set(projects.map(({ repoHash }) => repoHash))
      expect(hashes.filter((hash) => !seen.has(hash))).toEqual([])
    }
  })

  it('list what is published, each time soon', async () => {
    const [alice, bob] = nodes as [TestNode, TestNode]
    const times: number[] = []
    for (let i = 0; i < 20; i++) {
      const repo = join(alice.folder, `again-${i}`)
      await buildSmallRepository(repo)
      const { repoHash } = await alice.json<{ repoHash: string }>('publish', repo)
      const published = Date.now()
      await until(async () => {
        const { projects } = await bob.json<Nearby>('nearby')
        return projects.find((project) => project.repoHash === repoHash) ?? null
      }, 30_000)
      times.push(Date.now() - published)
    }
    times.sort((a, b) => a - b)
    const load = execFileSync('cat', ['/proc/loadavg'], { encoding: 'utf8' }).trim()
    console.log(
      `published to listed: median ${times[10]} ms, p95 ${times[18]} ms, max ${times[19]} ms (load ${load})`,
    )
    expect(times[10]).toBeLessThan(5_000)
  })
})

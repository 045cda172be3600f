/** The seeder is killed once one full copy is spread over the others: all of them finish. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectControl } from '../../src/main/control/connect-control.ts'
import { buildHistory } from '../git/build-history.ts'
import { setLimits } from './set-limits.ts'
import { git } from '../git/user-git.ts'
import { startNodes, type TestNode } from './start-node.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Status {
  projects: { state: string; transfer: { have: number; total: number; uploaded: number } }[]
}
const only = async (node: TestNode) => (await node.json<Status>('status')).projects[0]!

let alice: TestNode
let others: TestNode[]
let repo: string
let commits: string

beforeAll(async () => {
  ;[alice, ...others] = await startNodes('Alice', 'Bob', 'Carol', 'Bob', 'Carol')
  repo = join(alice.folder, 'orphaned')
  await buildHistory(repo, { commits: 1_500, megabytes: 40 })
  commits = git(repo, 'rev-list', '--count', 'main')
  await alice.json('publish', repo)
  await Promise.all(others.map((node) => node.json('nearby', '--wait', '2')))
})
afterAll(() => Promise.all([alice?.stop(), ...(others ?? []).map((node) => node.stop())]))

it('all finish from one another', async () => {
  const client = await connectControl(alice.dataDir)
  await client.call('updateSettings', { uploadLimit: 20e6 })
  client.close()
  // The fast ones take a copy between them, while the slow ones have little of it.
  await Promise.all(others.map((node, index) => setLimits(node, { downloadLimit: index < 2 ? 20e6 : 1e6 })))
  await Promise.all(others.map((node) => node.json('join', 'orphaned')))
  for (const end = Date.now() + 60_000; ; await pause(50)) {
    const { transfer } = await only(alice)
    if (transfer.uploaded >= transfer.total) break
    expect(Date.now()).toBeLessThan(end)
  }
  // What it sent last is still on its way to the stores.
  await pause(500)
  const left = await Promise.all(others.map(only))
  const unfinished = left.filter(({ transfer }) => transfer.have < transfer.total).length
  await alice.kill()
  console.log(`${unfinished} of ${others.length} were not finished when the seeder died`)
  expect(unfinished).toBeGreaterThan(0)
  await Promise.all(others.map((node) => setLimits(node, { downloadLimit: null })))
  await Promise.all(others.map((node) => node.json('join', 'orphaned', '--wait')))
  for (const node of others) {
    const clone = join(node.clones, 'orphaned')
    expect(git(clone, 'rev-list', '--count', 'HEAD')).toBe(commits)
    expect(git(clone, 'fsck')).toBe('')
  }
})

/**
 * A joiner that is killed at random moments of its download loses nothing but the blocks in flight, and completes.
 * KILLS=100 npx vitest run --project slow test/nodes/kills.test.ts runs the long form; SEED replays one.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectControl } from '../../src/main/control/connect-control.ts'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import { buildHistory } from '../git/build-history.ts'
import { setLimits } from './set-limits.ts'
import { git } from '../git/user-git.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'
import { until } from './arrivals.ts'

const kills = Number(process.env.KILLS ?? 6)
const seed = Number(process.env.SEED ?? 1)
const random = createRandom(seed)
interface Status {
  projects: { state: string; paused: boolean; transfer: { have: number; total: number } }[]
}

let alice: TestNode
let bob: TestNode
let repo: string

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'often-killed')
  // Long enough for all of the kills to hit it.
  await buildHistory(repo, { commits: 2_000, megabytes: Math.max(40, Math.ceil(kills * 1.5)) })
  await alice.json('publish', repo)
  await bob.json('nearby', '--wait', '2')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

const only = async (node: TestNode) => (await node.json<Status>('status')).projects[0]!
/** What the store had is hashed again at the start, one reel after the other. */
async function onceLoaded(node: TestNode, have: number) {
  for (const end = Date.now() + 20_000; ; await pause(100)) {
    const project = await only(node)
    if (project.transfer.have >= have || Date.now() > end) return project
  }
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it(`survives ${kills} kills (seed ${seed})`, { timeout: 120_000 + kills * 8_000 }, async () => {
  await setLimits(bob, { downloadLimit: Math.max(400e3, 40e6 / kills) })
  await bob.json('join', 'often-killed')
  let seen = 0
  let mid = 0
  for (let kill = 0; kill < kills; kill++) {
    await until('more of it', async () => {
      const { have, total } = (await only(bob)).transfer
      return have > seen || (total > 0 && have === total)
    })
    await pause(nextRandom(random) * 1_000)
    const before = await only(bob)
    if (before.transfer.have > 0 && before.transfer.have < before.transfer.total) mid++
    await bob.kill()
    bob = await startNode({ name: 'Bob', folder: bob.folder })
    const after = await onceLoaded(bob, before.transfer.have)
    expect(after.transfer.have, `kill ${kill}, seed ${seed}`).toBeGreaterThanOrEqual(before.transfer.have)
    expect(after.transfer.have).toBeGreaterThanOrEqual(seen)
    seen = after.transfer.have
    if (after.state === 'joined') break
  }
  console.log(`${mid} of the kills hit a download half-way (seed ${seed})`)
  expect(mid).toBeGreaterThan(0)
  await setLimits(bob, { downloadLimit: null })
  for (const end = Date.now() + 60_000; (await only(bob)).state !== 'joined'; await pause(200)) {
    expect(Date.now(), `seed ${seed}`).toBeLessThan(end)
  }
  const clone = join(bob.clones, 'often-killed')
  expect(git(clone, 'fsck')).toBe('')
  expect(git(clone, 'rev-list', '--count', '--all')).toBe(git(repo, 'rev-list', '--count', 'main'))
  expect(readdirSync(bob.clones)).toEqual(['often-killed'])
})

it('pauses and goes on', async () => {
  await bob.json('leave', 'often-killed')
  await bob.kill()
  execFileSync('rm', ['-rf', join(bob.clones, 'often-killed')])
  bob = await startNode({ name: 'Bob', folder: bob.folder })
  await bob.json('nearby', '--wait', '1')
  await setLimits(bob, { downloadLimit: 10e6 })
  await bob.json('join', 'often-killed')
  const client = await connectControl(bob.dataDir)
  await pause(500)
  await client.call('pause', { project: 'often-killed' })
  let paused = await only(bob)
  for (let before = -1; paused.transfer.have !== before; paused = await only(bob)) {
    before = paused.transfer.have
    await pause(600) // what was under way arrives
  }
  await pause(1_500)
  const later = await only(bob)
  expect(later.transfer.have).toBe(paused.transfer.have)
  // The tip may have come before the pause: then one can work, paused or not.
  expect(['joining', 'usable']).toContain(later.state)
  expect(later.paused).toBe(true)
  expect(later.transfer.have).toBeLessThan(later.transfer.total)
  await setLimits(bob, { downloadLimit: null })
  await client.call('resume', { project: 'often-killed' })
  client.close()
  await bob.json('join', 'often-killed', '--wait')
  expect((await only(bob)).transfer.have).toBe(paused.transfer.total)
})

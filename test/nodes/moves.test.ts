/** A download goes on by itself when its computer is moved to another network, and when it slept. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Activity } from '../../src/shared/model.ts'
import { createBench, obstacle, type Namespace } from '../discovery/namespaces.ts'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { setLimits } from './set-limits.ts'
import { startNode, type TestNode } from './start-node.ts'
import { until } from './arrivals.ts'

const why = obstacle('ip')
if (why) console.warn(`SKIPPED: a download whose computer is moved: ${why}`)

interface Project {
  readonly state: string
  readonly error: { readonly message: string } | null
  readonly transfer: { readonly have: number; readonly total: number; readonly downloaded: number }
}

/** Bytes per second at which the download takes longer than the slowest machine needs to move, or to notice sleep. */
const SLOW = 100_000
/** Whom nothing was heard of for 35 s is asked for a sign of life, and given up 4 s later. */
const SLEEP = 42_000

describe.skipIf(why !== null)('a download whose computer', () => {
  const bench = createBench()
  let there: Namespace
  let alice: TestNode
  let bob: TestNode
  let source: string

  beforeAll(async () => {
    const here = bench.namespace('here')
    there = bench.namespace('there')
    // Two networks, and Alice is on both: Bob is on the first.
    bench.cable(here, '10.80.1.1/24', there, '10.80.1.2/24')
    here.ip('link', 'add', 'lan1', 'type', 'veth', 'peer', 'name', 'lan1', 'netns', there.name)
    here.ip('addr', 'add', '10.80.2.1/24', 'dev', 'lan1')
    here.ip('link', 'set', 'lan1', 'up')
    alice = await startNode({ name: 'Alice', exec: here.exec, everywhere: true })
    bob = await startNode({ name: 'Bob', exec: there.exec, everywhere: true })
    source = join(alice.folder, 'moved')
    await buildHistory(source, { commits: 300, megabytes: 8, files: 50 })
    await alice.json('publish', source)
    await until('the project nearby', async () => {
      const { projects } = await bob.json<{ projects: { verified: boolean }[] }>('nearby', '--wait', '1')
      return projects[0]?.verified === true
    })
  })
  afterAll(async () => {
    await Promise.all([alice?.stop(), bob?.stop()])
    bench.remove()
  })

  const project = async () => (await bob.json<{ projects: [Project] }>('status')).projects[0]
  const addressesOfPeers = async () =>
    (await bob.json<{ connections: { address: string }[] }>('status')).connections.map((one) => one.address)

  async function joinHalfWay() {
    await setLimits(bob, { downloadLimit: SLOW })
    await bob.json('join', 'moved')
    await until('the first blocks', async () => (await project()).transfer.have > 0)
    return project()
  }

  /** It comes to its end, nothing was fetched twice, and its user has read of no trouble. */
  async function completes() {
    await setLimits(bob, { downloadLimit: null })
    await until('the end', async () => (await project()).state === 'joined', 60_000)
    const { error, transfer } = await project()
    expect(error).toBe(null)
    expect(transfer.downloaded).toBeLessThan(transfer.total * 1.1)
    const clone = join(bob.clones, 'moved')
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(source, 'rev-parse', 'main'))
    expect(git(clone, 'fsck')).toBe('')
    const { events } = await bob.json<{ events: Activity[] }>('activity')
    expect(events.filter(({ kind }) => ['failed', 'warning', 'refused'].includes(kind))).toEqual([])
    await bob.json('leave', 'moved')
    rmSync(clone, { recursive: true })
  }

  it('is moved to another network goes on there', async () => {
    const before = await joinHalfWay()
    there.ip('link', 'set', 'lan0', 'down')
    await delay(1_000)
    there.ip('addr', 'add', '10.80.2.2/24', 'dev', 'lan1')
    there.ip('link', 'set', 'lan1', 'up')
    const begun = performance.now()
    await until('Alice at her other address', async () => (await addressesOfPeers()).includes('10.80.2.1'))
    await until('more blocks', async () => (await project()).transfer.have > before.transfer.have)
    console.log(`on another network: went on after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    await completes()
  })

  it('slept goes on when it wakes', async () => {
    const before = await joinHalfWay()
    process.kill(bob.pid, 'SIGSTOP')
    await delay(SLEEP)
    const { node } = await alice.json<{ node: { peers: number } }>('status')
    expect(node.peers).toBe(0)
    process.kill(bob.pid, 'SIGCONT')
    const begun = performance.now()
    await until('more blocks', async () => (await project()).transfer.have > before.transfer.have)
    console.log(`after sleep: went on after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    await completes()
  })
})

/** The storage command against a real node: what it frees stays away over a restart, and the clone stays whole. */
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { git } from '../git/user-git.ts'
import { commit } from './arrivals.ts'
import { startNode, type TestNode } from './start-node.ts'

const nodes: TestNode[] = []
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
})
async function start(name: string): Promise<TestNode> {
  const node = await startNode({ name })
  nodes.push(node)
  return node
}

it('frees what others have, and no restart fetches it again', async () => {
  const alice = await start('Alice')
  let bob = await start('Bob')
  const repo = join(alice.folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  for (const name of ['one', 'two', 'three']) commit(repo, name)
  const { link } = await alice.json<{ link: string }>('publish', repo)
  const { path } = await bob.json<{ path: string }>('join', link, '--wait')
  await promisify(execFile)('git', ['-C', path, 'repack', '-adq'])

  const before = await bob.json<{ used: number; quota: number }>('storage')
  expect(before).toMatchObject({ quota: 20e9 })
  expect(before.used).toBeGreaterThan(0)
  const { stdout } = await bob.run('storage', '--free', 'kite', '--quota', '1.5GB')
  expect(stdout).toMatch(/^Freed \d/)
  await pause(500)
  expect(await bob.json('storage')).toMatchObject({ used: 0, quota: 1.5e9 })

  bob = await bob.restart()
  nodes[1] = bob
  await pause(1500)
  expect(await bob.json('storage')).toMatchObject({ used: 0, quota: 1.5e9 })
  expect(await bob.json('status')).toMatchObject({ projects: [{ state: 'joined', progress: 1 }] })
  expect(git(path, 'fsck', '--strict')).toBe('')
  expect(await bob.run('storage', '--quota', '3')).toMatchObject({ code: 2 })
})

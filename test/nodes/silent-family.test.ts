/** Where nobody hears anybody by multicast, related trackers are told of from peer to peer. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, it } from 'vitest'
import { git } from '../git/user-git.ts'
import { arrives, commit } from './arrivals.ts'
import { startNode, type TestNode } from './start-node.ts'

const startSilent = (name: string) =>
  startNode({ name, args: ['--no-discovery', '--interface', '127.0.0.1'] })

let alice: TestNode
let bob: TestNode
let carol: TestNode
let repo: string
let link: string

beforeAll(async () => {
  ;[alice, bob, carol] = (await Promise.all(['Alice', 'Bob', 'Carol'].map((name) => startSilent(name)))) as [
    TestNode,
    TestNode,
    TestNode,
  ]
  repo = join(alice.folder, 'quiet')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  commit(repo, 'one')
  link = (await alice.json<{ link: string }>('publish', repo)).link
  await bob.json('join', link, '--wait')
})
afterAll(() => Promise.all([alice, bob, carol].map((node) => node?.stop())))

it("somebody's heads reach the publisher, and who joins later, by their names", async () => {
  const bobs = join(bob.clones, 'quiet')
  const sha = commit(bobs, 'two')
  await bob.json('publish-heads', 'quiet')
  await arrives(repo, 'refs/remotes/bob/main', sha)
  await carol.json('join', link, '--wait')
  await arrives(join(carol.clones, 'quiet'), 'refs/remotes/bob/main', sha)
  const later = commit(bobs, 'three')
  await arrives(join(carol.clones, 'quiet'), 'refs/remotes/bob/main', later)
})

it('and still do after a restart', async () => {
  carol = await carol.restart()
  const sha = commit(join(bob.clones, 'quiet'), 'four')
  await arrives(join(carol.clones, 'quiet'), 'refs/remotes/bob/main', sha)
})

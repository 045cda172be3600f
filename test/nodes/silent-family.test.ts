/** Where nobody hears anybody by multicast, related trackers are told of from peer to peer. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, it } from 'vitest'
import { git } from '../git/user-git.ts'
import { startNode, type TestNode } from './start-node.ts'

const startSilent = (name: string) =>
  startNode({ name, args: ['--no-discovery', '--interface', '127.0.0.1'] })

let alice: TestNode
let bob: TestNode
let carol: TestNode
let repo: string
let link: string

function commit(clone: string, name: string): string {
  writeFileSync(join(clone, name), `${name}\n`)
  git(clone, 'add', '-A')
  git(clone, 'commit', '-qm', `Change ${name}`)
  return git(clone, 'rev-parse', 'HEAD')
}

/** Milliseconds until a clone has a branch of somebody's where it should be. */
async function arrives(clone: string, ref: string, sha: string): Promise<number> {
  const began = Date.now()
  for (;;) {
    const found = git(clone, 'for-each-ref', '--format=%(objectname)', ref)
    if (found === sha) return Date.now() - began
    if (Date.now() - began > 20_000) throw new Error(`${ref} is ${found || 'not there'} in ${clone}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

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
}, 60_000)
afterAll(() => Promise.all([alice, bob, carol].map((node) => node?.stop())))

it("somebody's heads reach the publisher, and who joins later, by their names", async () => {
  const bobs = join(bob.clones, 'quiet')
  const sha = commit(bobs, 'two')
  await bob.json('publish-heads', 'quiet')
  const first = await arrives(repo, 'refs/remotes/bob/main', sha)
  await carol.json('join', link, '--wait')
  const second = await arrives(join(carol.clones, 'quiet'), 'refs/remotes/bob/main', sha)
  console.log(`by peer exchange: at the publisher after ${first} ms, at a newcomer after ${second} ms`)
  const later = commit(bobs, 'three')
  await arrives(join(carol.clones, 'quiet'), 'refs/remotes/bob/main', later)
})

it('and still do after a restart', async () => {
  carol = await carol.restart()
  const sha = commit(join(bob.clones, 'quiet'), 'four')
  await arrives(join(carol.clones, 'quiet'), 'refs/remotes/bob/main', sha)
})

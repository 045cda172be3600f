/** Hostile repositories published by a real node, and joined or followed by others: over TLS, through reels, to the disk. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { Forge } from '../git/compliance/hostile-source.ts'
import { gitCommand } from '../git/git-command.ts'
import { CONTENTS, type Content } from '../git/hostile/contents.ts'
import { guard } from '../git/hostile/place.ts'
import { scratchFolder } from '../git/scratch.ts'
import { git } from '../git/user-git.ts'
import { arrives, at, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const CHOSEN = [
  'a folder called ".git", with hooks',
  'a file called ".."',
  'a submodule with an option for an URL',
  'a link and a folder of one name',
  'links that lead out of the tree',
  'filters, drivers and encodings in .gitattributes',
]
const contents = CHOSEN.map((name): Content => CONTENTS.find(({ called }) => called === name)!)
const folder = scratchFolder('hostile-content')
const place = guard(folder, ['alice', 'bob'])
const network = createMemoryNetworkDiscovery()
let alice: HostNode
let bob: HostNode

beforeAll(async () => {
  for (const name of ['alice', 'bob']) mkdirSync(join(folder, name))
  alice = await startHostNode('Alice', network, undefined, join(folder, 'alice'))
  bob = await startHostNode('Bob', network, undefined, join(folder, 'bob'))
})
afterAll(() => Promise.all([alice, bob].map((node) => node?.stop())))

/** Publishes what a forge has, and waits until Bob sees it. */
async function publish(forge: Forge, head: string): Promise<string> {
  gitCommand(forge.folder, 'update-ref', 'refs/heads/main', head)
  const { repoHash } = await alice.call.publish({ path: forge.folder })
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  return repoHash
}

it.each(contents.map((content) => [content.called, content] as const))('joining %s', async (_, content) => {
  const name = `project-${contents.indexOf(content)}`
  const forge = new Forge(join(alice.folder, 'source', name))
  const target = await publish(forge, content.make(forge, place, []).head)
  const joined = bob.call.join({ target, wait: 'joined' })
  if (content.end === 'taken') {
    // Not by the user's own git, which would run his own filter.
    expect(gitCommand((await joined).path, 'status', '--porcelain')).toBe('')
  } else {
    await expect(joined).rejects.toMatchObject({
      code: 'BAD_PACK',
      message: expect.stringMatching(/^the project's data can't be trusted: [^\n]+$/) as string,
    })
    expect(existsSync(join(bob.folder, name))).toBe(false)
  }
  place.expectUntouched()
})

describe('as heads of somebody who is followed', () => {
  it.each(contents.slice(0, 3).map((content) => [content.called, content] as const))(
    '%s',
    async (_, content) => {
      const repo = join(alice.folder, 'source', `followed-${contents.indexOf(content)}`)
      mkdirSync(repo, { recursive: true })
      git(repo, 'init', '-q', '-b', 'main')
      commit(repo, 'one')
      const { repoHash } = await alice.call.publish({ path: repo })
      await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
      const { path } = await bob.call.join({ target: repoHash, wait: 'joined' })
      const first = commit(path, 'two')
      await bob.call.publishHeads({ project: repoHash })
      await arrives(repo, 'refs/remotes/bob/main', first)
      const before = alice.events().length
      const files = git(repo, 'status', '--porcelain') + git(repo, 'count-objects', '-v')
      const { head } = content.make(new Forge(path), place, [first])
      git(path, 'update-ref', 'refs/heads/main', head)
      const line = await until('a line', () =>
        alice
          .events()
          .slice(before)
          .find(({ kind }) => kind === 'refused'),
      )
      expect(line!.text).toMatch(
        /^Heads of Bob were not fetched: the project's data can't be trusted: [^\n]+$/,
      )
      expect(at(repo, 'refs/remotes/bob/main')).toBe(first)
      expect(git(repo, 'status', '--porcelain') + git(repo, 'count-objects', '-v')).toBe(files)
      place.expectUntouched()
    },
  )
})

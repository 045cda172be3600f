/** Git hangs or has gone while a project is joined and followed: nothing is thrown away, and all goes on when it is back. */
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { programGit } from '../../src/main/git/program/index.ts'
import { resume } from '../../src/main/host/projects/resume.ts'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { arrives, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let folder: string
let alice: HostNode
let bob: HostNode
let repo: string
let repoHash: string
/** Git of Bob's: while there is a file `stuck` it hangs in what takes in packs. */
const own = () => join(folder, 'git')
const stuck = () => join(folder, 'stuck')

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-git-trouble-'))
  const hang = `case " $* " in *" index-pack "*|*" unpack-objects "*) if [ -e '${stuck()}' ]; then exec sleep 600; fi;; esac`
  writeFileSync(own(), `#!/bin/sh\n${hang}\nexec git "$@"\n`, { mode: 0o755 })
  const network = createMemoryNetworkDiscovery()
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('Bob', network, () => programGit(own(), '2.39.0', { idle: 800 }))
  repo = await buildHistory(join(alice.folder, 'kite'), { commits: 60, megabytes: 1 })
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
})
afterEach(async () => {
  for (const node of [alice, bob]) await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

const troubles = {
  hangs: { begin: () => writeFileSync(stuck(), ''), end: () => rmSync(stuck()), code: 'GIT_BROKE_OFF' },
  'has gone': {
    begin: () => renameSync(own(), `${own()}.gone`),
    end: () => renameSync(`${own()}.gone`, own()),
    code: 'GIT_MISSING',
  },
}

it.each(Object.entries(troubles))('git %s', async (_, { begin, end, code }) => {
  const entry = () => bob.host.context.entries.get(repoHash)!
  begin()
  await bob.call.join({ target: repoHash })
  await until('the trouble', () => entry().onHold)
  expect(entry().onHold?.code).toBe(code)
  const reels = entry().reels.map(({ id }) => id)
  await until('all blocks', () =>
    bob.host.context.swarm.view().reels.every(({ have, blocks }) => have === blocks),
  )
  end()
  await resume(bob.host.context, entry())
  await until('the clone', () => entry().record.state === 'joined')
  expect(entry().reels.map(({ id }) => id)).toEqual(reels)
  const { path } = entry().record
  expect(existsSync(join(path, '.git'))).toBe(true)

  begin()
  const sha = commit(repo, 'later')
  await until('the list', () => entry().waitingSince)
  end()
  await arrives(path, 'refs/remotes/alice/main', sha)
  expect(git(path, 'fsck')).toBe('')
})

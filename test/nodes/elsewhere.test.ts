/** The same project from elsewhere: who has a clone of his own of what is shared nearby publishes beside it, not beside nobody. MEGABYTES=300 is the long form. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fetchMetainfo } from '../../src/main/net/fetch-shared.ts'
import { readMetainfo } from '../../src/main/host/read-metainfo.ts'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { arrives, at, commit, until } from './arrivals.ts'
import { startNodes, type TestNode } from './start-node.ts'

interface Published {
  repoHash: string
  alternatives: string[]
  heads: { ref: string; sha: string }[]
}
interface Status {
  projects: { repoHash: string; state: string; transfer: { downloaded: number; total: number } }[]
}

const MEGABYTES = Number(process.env.MEGABYTES ?? 10)

let alice: TestNode
let bob: TestNode
let carol: TestNode
let upstream: string
let repo: string
let clone: string
let project: string

beforeAll(async () => {
  ;[alice, bob, carol] = await startNodes('Alice', 'Bob', 'Carol')
  // From some server, long ago: neither has heard of the other.
  upstream = join(alice.folder, 'upstream')
  await buildHistory(upstream, { commits: MEGABYTES * 50, megabytes: MEGABYTES })
  clone = join(bob.folder, 'my-copy')
  git(bob.folder, 'clone', '-q', upstream, clone)
  repo = join(alice.folder, 'elsewhere')
  git(alice.folder, 'clone', '-q', upstream, repo)
  commit(repo, 'hers-before')
  project = (await alice.json<Published>('publish', repo)).repoHash
  // Her list grows: a base, and what was appended.
  for (const name of ['one', 'two']) {
    const sha = commit(repo, name)
    await until('her newest', async () =>
      readMetainfo(await fetchMetainfo('127.0.0.1', alice.port, project), project).references.refs.some(
        ({ oid }) => oid === sha,
      ),
    )
  }
  await until('the project', async () => (await nearby(bob)).some(({ verified }) => verified))
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop(), carol?.stop()]))

const nearby = async (node: TestNode) =>
  (await node.json<{ projects: { verified: boolean }[] }>('nearby')).projects
const listed = async (node: TestNode, hash: string) =>
  readMetainfo(await fetchMetainfo('127.0.0.1', node.port, hash), hash)

it('says where the same project is shared, when a copy of it is published as another', async () => {
  commit(clone, 'his')
  const { code, stdout, stderr } = await bob.run('publish', clone, '--json')
  expect(code).toBe(0)
  const { repoHash, alternatives } = JSON.parse(stdout) as Published
  expect(alternatives).toEqual([])
  expect(stderr).toContain('elsewhere of Alice begins with the same commits')
  expect(stderr).toContain(`gittorrent publish ${clone} --related-to ${project}`)
  const refused = await bob.run('publish', clone, '--related-to', project)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain(`stop that first: gittorrent unpublish ${repoHash}`)
  await bob.json('unpublish', repoHash)
})

it('publishes beside it: what is shared already is fetched and listed, only what is new is made', async () => {
  const his = git(clone, 'rev-parse', 'HEAD')
  const began = Date.now()
  const own = await bob.json<Published>('publish', clone, '--related-to', 'elsewhere')
  const took = Date.now() - began
  expect(own.alternatives).toEqual([project])
  expect(own.heads).toEqual([{ ref: 'refs/heads/main', sha: his }])
  expect(git(clone, 'rev-parse', 'HEAD')).toBe(his)
  expect(git(clone, 'rev-parse', 'alice/main')).toBe(git(repo, 'rev-parse', 'main'))
  const [hers, mine] = [await listed(alice, project), await listed(bob, own.repoHash)]
  const shared = mine.references.reels.filter(({ id }) =>
    hers.references.reels.some((reel) => reel.id === id),
  )
  expect(shared.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['tip', 'history', 'append']))
  const fresh = mine.references.reels.filter((reel) => !shared.includes(reel))
  expect(fresh.map(({ kind }) => kind)).toEqual(['append'])
  expect(fresh[0]!.bytes).toBeLessThan(10_000)
  const there = shared.reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`listed ${there} bytes that were there, made ${fresh[0]!.bytes}, in ${took} ms`)
  expect(mine.references.roots).toEqual([git(upstream, 'rev-list', '--max-parents=0', 'main')])
  expect(mine.references.roots).toEqual(hers.references.roots)

  await arrives(repo, 'refs/remotes/bob/main', his)
  await arrives(repo, 'refs/remotes/bob/main', commit(clone, 'his-later'))
  await arrives(clone, 'refs/remotes/alice/main', commit(repo, 'hers-later'))
  expect(git(clone, 'fsck')).toBe('')
  expect(git(repo, 'fsck')).toBe('')
})

it('lets newcomers join either, from both', async () => {
  // Only he is left: all of it is to be had from him.
  await alice.kill()
  await until('both', async () => (await nearby(carol)).filter(({ verified }) => verified).length === 2)
  await carol.json('join', project, '--wait')
  const joined = join(carol.clones, 'elsewhere')
  await arrives(joined, 'refs/remotes/bob/main', git(clone, 'rev-parse', 'HEAD'))
  expect(git(joined, 'fsck')).toBe('')
  const { transfer } = (await carol.json<Status>('status')).projects.find(
    ({ repoHash }) => repoHash === project,
  )!
  expect(transfer.downloaded).toBeGreaterThanOrEqual(transfer.total)
  expect(readdirSync(join(carol.dataDir, 'reels')).length).toBeGreaterThan(0)
})

it('is told where it has been joined instead of being joined twice', async () => {
  const second = join(bob.folder, 'second-copy')
  git(bob.folder, 'clone', '-q', upstream, second)
  const { code, stderr } = await bob.run('publish', second, '--related-to', project)
  expect(code).toBe(1)
  expect(stderr).toContain(`is joined in ${clone}`)
  expect(at(second, 'refs/remotes/alice/main')).toBeNull()
  expect(readFileSync(join(second, '.git/config'), 'utf8')).not.toContain('[remote "alice"]')
})

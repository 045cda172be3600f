/** Plain git as a guest: clones, pulls, and gets nothing that is not published. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { git } from '../git/user-git.ts'
import { commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const run = promisify(execFile)
const nodes: HostNode[] = []
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
})

/** git while the node in this very process answers it. */
const guest = async (cwd: string, ...args: readonly string[]) =>
  (
    await run('git', ['-c', 'http.proxy=', ...args], {
      cwd,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    })
  ).stdout.trim()

async function published() {
  const alice = await startHostNode('Alice', createMemoryNetworkDiscovery())
  nodes.push(alice)
  const repo = join(alice.folder, 'kite')
  git(alice.folder, 'init', '-q', '-b', 'main', repo)
  commit(repo, 'one')
  git(repo, 'switch', '-qc', 'secret')
  const secret = commit(repo, 'not to be shared')
  git(repo, 'switch', '-q', 'main')
  const { repoHash } = await alice.call.publish({ path: repo, branches: ['main'] })
  const base = `http://127.0.0.1:${alice.host.context.port}`
  const follows = () =>
    until('the list', () => {
      const [ref] = alice.host.context.entries.get(repoHash)!.known!.references.refs
      return ref!.oid === git(repo, 'rev-parse', 'main')
    })
  return { alice, repo, repoHash, base, secret, follows }
}

describe('a guest', { timeout: 20_000 }, () => {
  it('clones by name and by hash, and pulls what comes later', async () => {
    const { alice, repo, repoHash, base, follows } = await published()
    const clone = join(alice.folder, 'guest')
    await guest(alice.folder, 'clone', '-q', `${base}/kite.git`, clone)
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
    git(clone, 'fsck', '--strict')
    await guest(alice.folder, 'clone', '-q', `${base}/${repoHash}.git`, join(alice.folder, 'by-hash'))

    commit(repo, 'two')
    git(repo, 'tag', '-am', 'First', 'v1')
    commit(repo, 'three')
    await follows()
    await guest(clone, 'pull', '-q')
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
    git(clone, 'fsck', '--strict')
    // The first pack is as it was: only what is new was fetched.
    const refs = await (await fetch(`${base}/kite.git/objects/info/packs`)).text()
    expect(refs.match(/^P /gm)).toHaveLength(2)
  })

  it('gets no unpublished branch, by name or by hash', async () => {
    const { alice, repo, base, secret } = await published()
    const clone = join(alice.folder, 'guest')
    await guest(alice.folder, 'clone', '-q', `${base}/kite.git`, clone)
    expect(await guest(clone, 'ls-remote', 'origin')).not.toContain(secret)
    await expect(guest(clone, 'fetch', 'origin', 'secret')).rejects.toThrow()
    await expect(guest(clone, 'fetch', 'origin', secret)).rejects.toThrow()
    for (const object of [secret, git(repo, 'rev-parse', `${secret}^{tree}`)]) {
      expect((await fetch(`${base}/kite.git/objects/${object.slice(0, 2)}/${object.slice(2)}`)).status).toBe(
        404,
      )
      expect(() => git(clone, 'cat-file', '-e', object)).toThrow()
    }
  })

  it('gets nothing that was withdrawn', async () => {
    const { alice, repo, base, follows } = await published()
    const taken = commit(repo, 'a slip')
    await follows()
    await guest(alice.folder, 'clone', '-q', `${base}/kite.git`, 'before')
    git(repo, 'reset', '-q', '--hard', 'HEAD~1')
    commit(repo, 'instead')
    await follows()
    await guest(alice.folder, 'clone', '-q', `${base}/kite.git`, 'after')
    expect(() => git(join(alice.folder, 'after'), 'cat-file', '-e', taken)).toThrow()
    expect((await (await fetch(`${base}/kite.git/objects/info/packs`)).text()).match(/^P /gm)).toHaveLength(1)
  })

  it('is not let in where the user said so, or what was shared is not any more', async () => {
    const { alice, repoHash, base } = await published()
    await guest(alice.folder, 'ls-remote', `${base}/kite.git`)
    const staging = join(alice.folder, 'data', 'staging', 'guests')
    expect(existsSync(join(staging, `${repoHash}-1`))).toBe(true)
    await alice.call.updateSettings({ guestAccess: false })
    expect((await fetch(`${base}/kite.git/info/refs`)).status).toBe(403)
    await alice.call.updateSettings({ guestAccess: true })
    await alice.call.unpublish({ project: repoHash })
    expect((await fetch(`${base}/kite.git/info/refs`)).status).toBe(404)
    expect(existsSync(join(staging, `${repoHash}-1`))).toBe(false)
  })
})

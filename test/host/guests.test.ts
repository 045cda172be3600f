/** Plain git as a guest: clones, pulls, and gets nothing that is not published. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { GUEST_SHARE } from '../../src/main/net/limits.ts'
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

/** An answer, also where it has to be waited for a moment. `fetch` would tidy up the path. */
async function read(port: number, path: string, method = 'GET', sent = ''): Promise<Answer> {
  const answer = await new Promise<Answer>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = ''
      response.setEncoding('latin1').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode!, body }))
    })
      .on('error', reject)
      .end(sent)
  })
  if (answer.status !== 429) return answer
  await new Promise((resolve) => setTimeout(resolve, 500))
  return read(port, path, method, sent)
}
interface Answer {
  readonly status: number
  readonly body: string
}

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

describe('a guest', () => {
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

  it('gets nothing of it by any URL, made of names or of hashes', async () => {
    const { alice, repo, repoHash, base, secret } = await published()
    const tree = git(repo, 'rev-parse', `${secret}^{tree}`)
    const { port } = alice.host.context
    const secrets = [secret, tree, git(repo, 'rev-parse', `${secret}:not to be shared`)]
    // What may be had is packs: none of them has it, however it is looked at. (First: what follows uses up what one address may ask.)
    await guest(alice.folder, 'clone', '-q', '--mirror', `${base}/kite.git`, 'all.git')
    for (const oid of secrets)
      expect(() => git(join(alice.folder, 'all.git'), 'cat-file', '-e', oid)).toThrow()
    const loose = secrets.map((oid) => `objects/${oid.slice(0, 2)}/${oid.slice(2)}`)
    const files = [
      ...loose,
      `objects/pack/pack-${secret}.pack`,
      ...['refs/heads/secret', 'packed-refs', 'logs/HEAD', 'logs/refs/heads/secret', 'config', 'index'],
      ...[
        'ORIG_HEAD',
        'COMMIT_EDITMSG',
        'objects/info/alternates',
        'objects/info/http-alternates',
        'shallow',
      ],
      ...['info/refs?service=git-upload-pack', 'info/refs?ref=secret', 'HEAD?secret', `${secret}`, 'secret'],
      ...[
        '../.git/HEAD',
        '%2e%2e/.git/HEAD',
        'objects/pack/../../../../identity.pem',
        'objects//',
        '/etc/passwd',
      ],
    ]
    const names = ['kite', repoHash, 'secret', secret, tree, '.', '..', '%2e%2e', 'KITE']
    for (const name of names) {
      for (const file of files) {
        const { body } = await read(port, `/${name}.git/${file}`)
        expect([name, file, secrets.some((oid) => body.includes(oid))]).toEqual([name, file, false])
        expect(body).not.toMatch(/not to be shared|\[core\]|PRIVATE KEY|root:/)
      }
    }
    for (const path of [
      `${secret}.git`,
      `${secret}.gittorrent`,
      `${secret}.preview`,
      'kite.git/git-upload-pack',
    ])
      expect((await read(port, `/${path}`)).status).toBe(404)
    const asked = `0032want ${secret}\n00000009done\n`
    for (const name of ['kite', repoHash]) {
      expect((await read(port, `/${name}.git/git-upload-pack`, 'POST', asked)).status).toBe(405)
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

  it('has its share of the upload limit, and no more', async () => {
    const { alice, repo, base, follows } = await published()
    const bytes = 600_000
    writeFileSync(join(repo, 'noise'), randomBytes(bytes))
    commit(repo, 'with noise')
    await follows()
    await alice.call.updateSettings({ uploadLimit: 400_000 })
    const begun = performance.now()
    await guest(alice.folder, 'clone', '-q', `${base}/kite.git`, 'slow')
    // But for what is let through at once.
    expect(performance.now() - begun).toBeGreaterThan((bytes / (400_000 * GUEST_SHARE)) * 1000 - 500)
    await expect.poll(() => alice.host.context.guestsRead).toBe(false)
  })

  it('waits for no packs where the node has just made them to share', async () => {
    const { alice, repoHash, base } = await published()
    const folder = join(alice.folder, 'data', 'staging', 'guests', `${repoHash}-1`)
    const made = readdirSync(folder).sort()
    expect(made.map((name) => name.replace(/-.*[.]/, '.'))).toEqual(['pack.idx', 'pack.pack'])
    // They are the reels themselves: no bytes on the disk beside those.
    expect(statSync(join(folder, made[1]!)).nlink).toBe(2)
    await guest(alice.folder, 'clone', '-q', `${base}/kite.git`, 'clone')
    git(join(alice.folder, 'clone'), 'fsck', '--strict')
    expect(readdirSync(folder).sort()).toEqual(made)
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
    expect(existsSync(join(staging, `${repoHash}-1`))).toBe(false)
    expect((await fetch(`${base}/kite.git/info/refs`)).status).toBe(404)
  })
})

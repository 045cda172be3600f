/** Plain git with a gittorrent: link, through git's remote helper: with a running node, and with none. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { git } from '../git/user-git.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

const helper = join(import.meta.dirname, '..', '..', 'out', 'main', 'git-remote.js')

let alice: TestNode
let bob: TestNode
let folder: string
let repo: string
let link: string
let hash: string

/** As a person types it, with the helper on the PATH. */
function gitAs(dataDir: string, cwd: string, ...args: string[]) {
  const env = {
    ...process.env,
    PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
    GITTORRENT_DATA_DIR: dataDir,
    GITTORRENT_INTERFACE: '127.0.0.1',
  }
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile('git', args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

const commit = (text: string) => {
  writeFileSync(join(repo, 'README.md'), `${text}\n`)
  git(repo, 'commit', '-qam', text)
  return git(repo, 'rev-parse', 'HEAD')
}

/** What a repository has of a project, by name. */
const refsOf = (path: string, below: string) =>
  git(path, 'for-each-ref', '--format=%(objectname) %(refname:lstrip=-1)', below).split('\n')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-helper-'))
  mkdirSync(join(folder, 'bin'))
  symlinkSync(helper, join(folder, 'bin', 'git-remote-gittorrent'))
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'kite')
  buildSmallRepository(repo)
  ;({ link, repoHash: hash } = await alice.json<{ link: string; repoHash: string }>('publish', repo))
})
afterAll(async () => {
  await Promise.all([alice?.stop(), bob?.stop()])
  rmSync(folder, { recursive: true, force: true })
})

describe('with a running node', () => {
  const clone = () => join(folder, 'with-node')

  it('clones what is published, and nothing else', async () => {
    const { code, stderr } = await gitAs(bob.dataDir, folder, 'clone', link, clone())
    expect(stderr).not.toContain('warning')
    expect(code).toBe(0)
    expect(git(clone(), 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
    expect(git(clone(), 'status', '--porcelain')).toBe('')
    expect(refsOf(clone(), 'refs/remotes/origin/main')).toEqual([`${git(repo, 'rev-parse', 'main')} main`])
    expect(git(clone(), 'branch', '-r')).not.toMatch(/private|next/)
    expect(git(clone(), 'tag')).toBe(git(repo, 'tag', '--merged', 'main'))
    expect(git(clone(), 'fsck', '--strict')).toBe('')
  })

  it('the node shares it from now on, from a folder of its own', async () => {
    const { projects } = await bob.json<{ projects: { state: string; path: string }[] }>('status')
    expect(projects).toMatchObject([{ state: 'joined', path: join(bob.dataDir, 'for-git', hash) }])
    expect(() => readdirSync(bob.clones)).toThrow()
  })

  it('fetches what was committed a moment ago', async () => {
    const newest = commit('Higher')
    await alice.run('publish', repo) // at once, rather than when the watcher looks
    const { code, stderr } = await gitAs(bob.dataDir, clone(), 'fetch')
    expect(stderr).not.toContain('warning')
    expect(code).toBe(0)
    expect(git(clone(), 'rev-parse', 'origin/main')).toBe(newest)
  })

  it('makes shallow and bare clones, and lists, as of any remote', async () => {
    const shallow = join(folder, 'shallow')
    expect(await gitAs(bob.dataDir, folder, 'clone', '-q', '--depth', '1', link, shallow)).toMatchObject({
      code: 0,
      stderr: '',
    })
    expect(git(shallow, 'rev-list', '--count', 'HEAD')).toBe('1')
    const { stdout } = await gitAs(bob.dataDir, folder, 'ls-remote', '--heads', `gittorrent:///${hash}`)
    expect(stdout).toBe(`${git(repo, 'rev-parse', 'main')}\trefs/heads/main\n`)
  })

  it('shows the publisher his own, without what he keeps to himself', async () => {
    const own = join(folder, 'own')
    expect((await gitAs(alice.dataDir, folder, 'clone', '-q', link, own)).code).toBe(0)
    expect(git(own, 'branch', '-r')).not.toMatch(/private|next/)
    expect(() => git(own, 'cat-file', '-e', git(repo, 'rev-parse', 'private'))).toThrow()
  })

  it('pushes nothing, and says what to do instead', async () => {
    const { code, stderr } = await gitAs(bob.dataDir, clone(), 'push', 'origin', 'main')
    expect(code).not.toBe(0)
    expect(stderr).toContain('publish-heads')
  })
})

describe('with no node', () => {
  const data = () => join(folder, 'carol-data')
  const clone = () => join(folder, 'without-node')

  it('clones by name, through a node of its own that ends with it', async () => {
    const { code, stderr } = await gitAs(data(), folder, 'clone', 'gittorrent::kite', clone())
    expect(stderr).toContain('starting one for this')
    expect(code).toBe(0)
    expect(git(clone(), 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
    expect(readdirSync(data())).not.toContain('running.json')
    expect(readdirSync(data())).not.toContain('node.lock')
  })

  it('fetches what came later', async () => {
    const newest = commit('Higher still')
    await alice.run('publish', repo)
    const { code, stderr } = await gitAs(data(), clone(), 'fetch')
    expect(stderr).not.toContain('warning')
    expect(code).toBe(0)
    expect(git(clone(), 'rev-parse', 'origin/main')).toBe(newest)
  })

  it('two at once share one', async () => {
    const both = ['one', 'two'].map((name) =>
      gitAs(join(folder, 'two-data'), folder, 'clone', link, join(folder, name)),
    )
    for (const { code, stderr } of await Promise.all(both)) expect(code, stderr).toBe(0)
    expect(git(join(folder, 'one'), 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
    expect(git(join(folder, 'two'), 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'main'))
  })

  it('goes through the node that was started meanwhile, with what had come', async () => {
    const carol = await startNode({ name: 'Carol' })
    try {
      const { code } = await gitAs(carol.dataDir, folder, 'clone', '-q', link, join(folder, 'third'))
      expect(code).toBe(0)
    } finally {
      await carol.stop()
    }
  })
})

describe('what goes wrong is told', () => {
  it('when the link is no link', async () => {
    const { code, stderr } = await gitAs(bob.dataDir, folder, 'clone', 'gittorrent://nonsense', 'x')
    expect(code).toBe(128)
    expect(stderr).toMatch(/gittorrent: the link can't be used: .*; copy the whole link and try again/)
  })

  it('when nobody has it', async () => {
    const { code, stderr } = await gitAs(bob.dataDir, folder, 'clone', `gittorrent:///${'0'.repeat(40)}`, 'x')
    expect(code).toBe(128)
    expect(stderr).toMatch(/gittorrent: nobody nearby shares 0{40}; check that you are on the same network/)
  })

  it('when all have left: what is here is given, with a warning', async () => {
    await Promise.all([alice.kill(), bob.kill()])
    const { code, stderr } = await gitAs(join(folder, 'carol-data'), join(folder, 'without-node'), 'fetch')
    expect(code).toBe(0)
    expect(stderr).toContain('gittorrent: warning: nobody who shares kite can be reached')
  })
})

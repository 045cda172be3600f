/** Submodules whose commits are elsewhere, and pointers of large files where the user's git wants a filter that is not installed. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { gitCommand as git } from '../git/git-command.ts'
import { until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const pointer = (n: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${String(n).repeat(64)}\nsize ${n}\n`
const link = (digit: string) => ['--add', '--cacheinfo', `160000,${digit.repeat(40)},library`]
const homeBefore = process.env['HOME']
let home: string
let alice: HostNode
let bob: HostNode
let repo: string
let clone: string
let repoHash: string

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gittorrent-home-'))
  const missing = 'git-lfs-that-is-not-installed'
  writeFileSync(
    join(home, '.gitconfig'),
    `[filter "lfs"]\n\tsmudge = ${missing}\n\tclean = ${missing}\n\tprocess = ${missing}\n\trequired = true\n`,
  )
  process.env['HOME'] = home
  const network = createMemoryNetworkDiscovery()
  ;[alice, bob] = await Promise.all([startHostNode('Alice', network), startHostNode('Bob', network)])
  repo = join(alice.folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  writeFileSync(join(repo, '.gitattributes'), '*.bin filter=lfs diff=lfs merge=lfs -text\n')
  writeFileSync(
    join(repo, '.gitmodules'),
    '[submodule "library"]\n\tpath = library\n\turl = https://localhost/library\n',
  )
  git(repo, 'update-index', ...link('c'))
  mkdirSync(join(repo, 'library'))
  commit(repo, 'large.bin', pointer(1))
  commit(repo, 'two', 'two\n')
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  const joined = await bob.call.join({ target: repoHash, wait: 'joined' })
  clone = joined.path
})
afterAll(async () => {
  await Promise.all([alice, bob].map((node) => node?.stop()))
  process.env['HOME'] = homeBefore
  rmSync(home, { recursive: true, force: true })
})

/** Commits as somebody without the filter. */
function commit(repository: string, name: string, content: string): string {
  writeFileSync(join(repository, name), content)
  git(repository, 'add', name, '.gitattributes', '.gitmodules')
  git(repository, 'commit', '-qm', `Change ${name}`)
  return git(repository, 'rev-parse', 'HEAD')
}

const arrives = (repository: string, ref: string, sha: string) =>
  until(ref, () => git(repository, 'rev-parse', ref) === sha)

const bad = () =>
  [alice, bob].flatMap((node) =>
    node.events().filter(({ kind }) => ['warning', 'refused', 'failed', 'conflicted'].includes(kind)),
  )

it('a clone has the pointers and an empty submodule, as without the filter', () => {
  expect(readFileSync(join(clone, 'large.bin'), 'utf8')).toBe(pointer(1))
  expect(git(clone, 'ls-tree', 'HEAD', 'library')).toContain(`160000 commit ${'c'.repeat(40)}`)
  expect(existsSync(join(clone, 'library', '.git'))).toBe(false)
  expect(git(clone, 'fsck')).toBe('')
})

it('new pointers and a submodule that moved are fetched, merged, and published on', async () => {
  await bob.call.autoMerge({ project: repoHash, mode: 'ff' })
  git(repo, 'update-index', ...link('d'))
  await arrives(clone, 'HEAD', commit(repo, 'large.bin', pointer(2)))
  expect(readFileSync(join(clone, 'large.bin'), 'utf8')).toBe(pointer(2))
  expect(git(clone, 'status', '--porcelain')).toBe('')
  const sha = commit(clone, 'other.bin', pointer(3))
  await bob.call.publishHeads({ project: repoHash })
  await arrives(repo, 'refs/remotes/bob/main', sha)
  expect(git(repo, 'show', 'bob/main:other.bin')).toBe(pointer(3).trimEnd())
  expect(git(repo, 'fsck')).toBe('')
  expect(bad()).toEqual([])
})

/** Heads that nobody should have signed, and repositories in which something is in the way: nothing is lost, and it is said. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git, Repository } from '../../src/main/git/types.ts'
import type { Ref } from '../../src/main/gtp/types.ts'
import { git as run } from './user-git.ts'

let folder: string
let git: Git
let publisher: string
let follower: string
let repository: Repository
let round = 0

function commit(name: string): string {
  writeFileSync(join(publisher, name), `${name}\n`)
  run(publisher, 'add', '-A')
  run(publisher, 'commit', '-qm', `Change ${name}`)
  return run(publisher, 'rev-parse', 'HEAD')
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-bad-heads-'))
  git = await detectGit({ force: 'git' })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  const place = join(folder, String(round++))
  publisher = join(place, 'publisher')
  follower = join(place, 'follower')
  run(folder, 'init', '-q', '-b', 'main', publisher)
  commit('one')
  run(folder, 'clone', '-q', publisher, follower)
  repository = await git.open(follower)
  mkdirSync(join(place, 'bare'))
})

/** What a hostile publisher sends: all that he has, and refs as he likes. */
function bring(refs: readonly Ref[], head = 'refs/heads/main') {
  const place = join(follower, '..')
  const file = join(place, 'all.pack')
  const objects = ['cat-file', '--batch-all-objects', '--batch-check=%(objectname)']
  const input = execFileSync('git', objects, { cwd: publisher })
  writeFileSync(file, execFileSync('git', ['pack-objects', '--stdout', '-q'], { cwd: publisher, input }))
  return git.updates!.updateRemote({
    ...{ repository, head, refs, packs: [{ file, thin: true }], objectFormat: 'sha1' },
    quarantine: join(place, 'quarantine'),
    remote: 'alice',
    bare: join(place, 'bare', 'alice.git'),
    mustBeRelated: true,
    now: Date.now(),
  })
}

const main = () => ({ name: 'refs/heads/main', oid: run(publisher, 'rev-parse', 'main') })
const everything = () =>
  run(follower, 'for-each-ref') +
  run(follower, 'status', '--porcelain') +
  run(follower, 'count-objects', '-v')

describe('heads that are refused change nothing', () => {
  const refuse = async (refs: readonly Ref[], why: RegExp, code = 'BAD_PACK') => {
    const before = everything()
    await expect(bring(refs)).rejects.toMatchObject({ code, message: expect.stringMatching(why) as string })
    expect(everything()).toBe(before)
    expect(existsSync(join(follower, '..', 'quarantine'))).toBe(false)
  }

  it.each([
    'refs/heads/../../config',
    'refs/heads/-x',
    'refs/heads/x.lock',
    'refs/heads/x\nupdate refs/heads/main',
    'refs/heads/x y',
    'refs/heads/.x',
    'refs/heads/x..y',
    'refs/remotes/bob/main',
    'refs/replace/x',
    'HEAD',
    'refs/heads/HEAD',
    'refs/heads/car\u202eol',
    'refs/heads/x\u0085y',
    'refs/heads/@{-1}',
    `refs/heads/${'x'.repeat(300)}`,
  ])('called %j', (name) =>
    refuse([main(), { name, oid: main().oid }], /^[^\n]+: a ref is called "/, 'BAD_REFERENCES'),
  )

  it('called like the folder of another, or like another', async () => {
    const { oid } = main()
    await refuse([main(), { name: 'refs/heads/main/x', oid }], /main and .+ exclude/, 'BAD_REFERENCES')
    await refuse([main(), main()], /a ref is called "refs\/heads\/main"/, 'BAD_REFERENCES')
  })

  it('that name what is no commit', async () => {
    commit('two')
    const blob = run(publisher, 'rev-parse', 'main:two')
    const tree = run(publisher, 'rev-parse', 'main^{tree}')
    run(publisher, 'tag', '-a', '-m', 'A tree', 'of-a-tree', tree)
    const tag = run(publisher, 'rev-parse', 'of-a-tree')
    await refuse([main(), { name: 'refs/heads/blob', oid: blob }], /names a blob, not a commit/)
    await refuse([main(), { name: 'refs/heads/tree', oid: tree }], /names a tree, not a commit/)
    await refuse([main(), { name: 'refs/tags/tag', oid: tag }], /names a tag, not a commit/)
    await refuse(
      [main(), { name: 'refs/heads/none', oid: 'ab'.repeat(20) }],
      /names an object that is missing/,
    )
  })
})

describe('what is in the way', () => {
  it.each(['refs/remotes/alice/main.lock', 'refs/remotes/alice/HEAD.lock'])(
    'a lock (%s) is waited for',
    async (lock) => {
      const file = join(follower, '.git', lock)
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, '')
      commit('two')
      const before = run(follower, 'rev-parse', 'HEAD')
      await expect(bring([main()])).rejects.toMatchObject({ data: { retry: true } })
      rmSync(file)
      await bring([main()])
      expect(run(follower, 'rev-parse', 'alice/main', 'alice')).toBe(`${main().oid}\n${main().oid}`)
      expect(run(follower, 'rev-parse', 'HEAD')).toBe(before)
    },
  )

  it.each(['packed-refs', 'config'])('a lock of %s, which git has left, is named', async (name) => {
    commit('two')
    const { oid } = main()
    await bring([main(), { name: 'refs/heads/old', oid }])
    run(follower, 'config', '--unset', 'remote.alice.url')
    const lock = join(follower, '.git', `${name}.lock`)
    writeFileSync(lock, '')
    const kept = run(follower, 'rev-parse', 'alice/main')
    commit('three')
    await expect(bring([main()])).rejects.toMatchObject({
      code: 'GIT_FAILED',
      message: `another git process is at work in this clone: ${lock} exists`,
      action: expect.stringMatching(
        /^it is tried again by itself; if no git is running there, delete that/,
      ) as string,
      data: { retry: true },
    })
    run(follower, 'cat-file', '-e', kept)
    rmSync(lock)
    await bring([main()])
    expect(run(follower, 'for-each-ref', '--format=%(objectname)', 'refs/remotes/alice/main')).toBe(
      main().oid,
    )
    expect(run(follower, 'for-each-ref', 'refs/remotes/alice/old')).toBe('')
    expect(run(follower, 'fsck')).toBe('')
  })

  it.each(['index.lock', 'HEAD.lock', 'refs/heads/main.lock'])(
    'a lock (%s) of what is the user’s own is not in the way',
    async (lock) => {
      writeFileSync(join(follower, '.git', lock), '')
      commit('two')
      await bring([main()])
      expect(run(follower, 'rev-parse', 'alice/main')).toBe(main().oid)
      expect(existsSync(join(follower, '.git', lock))).toBe(true)
    },
  )

  it('a clone that was moved away is missed, and goes on when it is back', async () => {
    commit('two')
    renameSync(follower, `${follower}-elsewhere`)
    await expect(bring([main()])).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' })
    expect(existsSync(follower)).toBe(false)
    renameSync(`${follower}-elsewhere`, follower)
    await bring([main()])
    expect(run(follower, 'fsck')).toBe('')
  })

  it('a submodule whose commits are elsewhere, and files of large file storage, are taken as they are', async () => {
    run(publisher, 'update-index', '--add', '--cacheinfo', `160000,${'cd'.repeat(20)},library`)
    writeFileSync(join(publisher, '.gitattributes'), '*.bin filter=lfs diff=lfs merge=lfs -text\n')
    run(publisher, 'config', 'filter.lfs.required', 'false')
    writeFileSync(join(publisher, 'large.bin'), 'version https://git-lfs.github.com/spec/v1\n')
    run(publisher, 'add', '.gitattributes', 'large.bin')
    run(publisher, 'commit', '-qm', 'Large')
    run(follower, 'config', 'filter.lfs.required', 'true')
    run(follower, 'config', 'filter.lfs.smudge', 'no-such-program')
    await bring([main()])
    expect(run(follower, 'rev-parse', 'alice/main')).toBe(main().oid)
    expect(run(follower, 'fsck')).toBe('')
  })
})

/** From the tip alone to the whole history, and what a joiner has on the way. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git } from '../../src/main/git/types.ts'
import { buildSmallRepository } from './build-small-repository.ts'
import { cloneInto, entriesOf, publish, targetIn, type Published } from './compliance/setup.ts'
import { gitCommand } from './git-command.ts'
import { scratchFolder } from './scratch.ts'
import { indexAll, joinTip, packOf, verbs, type Join } from './tip-first-setup.ts'

const folder = scratchFolder('tip-first')
let git: Git
let kite = ''
let published: Published
beforeAll(async () => {
  git = await detectGit({ force: 'git' })
  kite = buildSmallRepository(join(folder, 'kite'))
  published = await publish(git, kite, ['main', 'next'])
})

const refsOf = (repository: string) => gitCommand(repository, 'for-each-ref')

describe('a clone of the tip alone', () => {
  let clone = ''
  let bare = ''
  const run = (...args: string[]) => gitCommand(clone, ...args)
  beforeAll(async () => {
    const { target } = await joinTip(git, published, join(folder, 'tip'))
    clone = target.path
    bare = target.bare
  })

  it('has the files of HEAD, one commit, and its upstream', () => {
    expect(run('status', '--porcelain', '--branch')).toBe('## main...alice/main')
    expect(run('rev-parse', 'HEAD^{tree}')).toBe(gitCommand(kite, 'rev-parse', 'main^{tree}'))
    expect(run('log', '--format=%s')).toBe('Take string')
    expect(readFileSync(join(clone, '.git/shallow'), 'utf8')).toBe(`${run('rev-parse', 'HEAD')}\n`)
    expect(run('for-each-ref', '--format=%(refname)').split('\n')).toEqual([
      'refs/heads/main',
      'refs/remotes/alice/HEAD',
      'refs/remotes/alice/main',
    ])
    expect(entriesOf(join(folder, 'tip')).toSorted()).toEqual(['clone', 'clone-bare.git'])
  })

  it('is sound, and git’s housekeeping is off', () => {
    expect(run('fsck', '--strict', '--full')).toBe('')
    expect(gitCommand(bare, 'fsck', '--strict', '--full')).toBe('')
    expect(run('config', '--local', '--includes', 'gc.auto')).toBe('0')
    expect(run('config', '--local', '--includes', 'maintenance.auto')).toBe('false')
  })

  it('can be worked in: fetch, pull, commit, branch, stash, worktree, gc', () => {
    expect(run('fetch', 'alice')).toBe('')
    expect(run('fetch', '--all')).toBe('')
    expect(run('fetch', '--unshallow', 'alice')).toBe('')
    expect(run('pull')).toMatch(/Already up to date/)
    writeFileSync(join(clone, 'mine.txt'), 'mine\n')
    run('add', 'mine.txt')
    run('stash')
    run('worktree', 'add', '--quiet', join(folder, 'tip/second'))
    run('stash', 'pop')
    run('commit', '--quiet', '--message', 'Mine')
    run('gc', '--quiet', '--prune=now')
    expect(run('status', '--porcelain', '--branch')).toBe('## main...alice/main [ahead 1]')
    expect(run('fsck', '--strict', '--full')).toBe('')
    expect(run('fetch', 'alice')).toBe('')
  })

  it('can be kept as it is, with git’s housekeeping on again', async () => {
    const { target } = await joinTip(git, published, join(folder, 'kept'))
    await verbs(git).keepShallow(target.path, published.selection.headCommit)
    const settings = gitCommand(target.path, 'config', '--local', '--includes', '--list')
    expect(settings).not.toMatch(/^(gc|maintenance|include|gittorrent)\./m)
    expect(gitCommand(target.path, 'log', '--format=%s')).toBe('Take string')
  })

  it('is whole where the tip is all there is', async () => {
    const small = join(folder, 'small')
    mkdirSync(small)
    gitCommand(small, 'init', '--quiet', '--initial-branch=main')
    gitCommand(small, 'commit', '--quiet', '--allow-empty', '--message', 'Begin')
    gitCommand(small, 'tag', '--annotate', 'v1', '--message', 'One')
    const { source, packs } = await publish(git, small)
    const [whole, tip] = [
      targetIn(join(folder, 'small-clones')),
      targetIn(join(folder, 'small-clones'), 'tip'),
    ]
    await cloneInto(git, source, whole)
    const made = verbs(git).checkOutTip({ ...source, pack: packs[0]?.file ?? '' }, tip, () => undefined)
    expect(await made).toEqual({ whole: true })
    expect(refsOf(tip.path)).toBe(refsOf(whole.path))
    const config = (path: string) => gitCommand(path, 'config', '--local', '--list')
    expect(config(tip.path)).toBe(config(whole.path).replaceAll(whole.bare, tip.bare))
    expect(existsSync(join(tip.path, '.git/shallow'))).toBe(false)
  })

  it('has no boundary where HEAD is a root commit beside other branches', async () => {
    const two = join(folder, 'two-roots')
    mkdirSync(two)
    gitCommand(two, 'init', '--quiet', '--initial-branch=next')
    gitCommand(two, 'commit', '--quiet', '--allow-empty', '--message', 'Next')
    gitCommand(two, 'switch', '--quiet', '--orphan', 'main')
    gitCommand(two, 'commit', '--quiet', '--allow-empty', '--message', 'Main')
    const joined = await joinTip(git, await publish(git, two, 'all'), join(folder, 'two-roots-clone'))
    expect(existsSync(join(joined.target.path, '.git/shallow'))).toBe(false)
    await indexAll(git, joined)
    await verbs(git).installHistory(joined.install)
    expect(gitCommand(joined.target.path, 'log', '--format=%s', 'alice/next')).toBe('Next')
  })

  it('is refused, without a trace, when the pack is damaged or is another one', async () => {
    const bytes = Buffer.from(readFileSync(packOf(published, 'tip')))
    bytes[bytes.length >> 1]! ^= 1
    const damaged = join(folder, 'damaged.pack')
    writeFileSync(damaged, bytes)
    for (const pack of [damaged, packOf(published, 'history')]) {
      const made = verbs(git).checkOutTip(
        { ...published.source, pack },
        targetIn(join(folder, 'bad')),
        () => undefined,
      )
      await expect(made).rejects.toMatchObject({ code: 'BAD_PACK' })
      expect(entriesOf(join(folder, 'bad'))).toEqual([])
    }
  })
})

describe('history', () => {
  let joined: Join
  const inClone = (...args: string[]) => gitCommand(joined.target.path, ...args)
  beforeAll(async () => {
    joined = await joinTip(git, published, join(folder, 'history'))
    await indexAll(git, joined)
  })

  it('is indexed outside the clone, without a second copy of it', async () => {
    const { quarantine } = joined.install
    expect(await verbs(git).isHistoryIndexed(quarantine)).toBe(true)
    const inodes = entriesOf(join(quarantine, 'objects/pack'))
      .filter((name) => name.endsWith('.pack'))
      .map((name) => statSync(join(quarantine, 'objects/pack', name)).ino)
    expect(new Set(inodes)).toEqual(new Set(published.packs.map(({ file }) => statSync(file).ino)))
    expect(inClone('log', '--format=%s')).toBe('Take string')
  })

  it('makes the clone what a whole one is, once and again', async () => {
    const whole = await cloneInto(git, published.source, targetIn(join(folder, 'whole')))
    for (const attempt of ['first', 'again']) {
      expect(await verbs(git).installHistory(joined.install), attempt).toEqual({ unrelated: [] })
      expect(refsOf(joined.target.path)).toBe(refsOf(whole))
      expect(inClone('rev-list', '--count', 'HEAD')).toBe(gitCommand(kite, 'rev-list', '--count', 'main'))
      expect(inClone('fsck', '--strict', '--full')).toBe('')
      expect(inClone('status', '--porcelain', '--branch')).toBe('## main...alice/main')
      const config = (path: string) => gitCommand(path, 'config', '--local', '--list').replace(/url=.*/, '')
      expect(config(joined.target.path)).toBe(config(whole))
      expect(entriesOf(join(joined.target.path, '.git')).toSorted()).toEqual(
        entriesOf(join(whole, '.git')).toSorted(),
      )
      expect(entriesOf(join(joined.target.path, '.git/objects/pack')).toSorted()).toEqual(
        entriesOf(join(whole, '.git/objects/pack')).toSorted(),
      )
    }
  })

  it('completes the remote as well', () => {
    expect(gitCommand(joined.target.bare, 'fsck', '--strict', '--full')).toBe('')
    expect(refsOf(joined.target.bare)).toBe(refsOf(targetIn(join(folder, 'whole')).bare))
    expect(inClone('fetch', '--prune', 'alice')).toBe('')
    expect(inClone('pull')).toMatch(/Already up to date/)
  })

  it('is refused when it breaks off, is damaged, goes on, or is not what was stored; nothing is left', async () => {
    const bytes = readFileSync(packOf(published, 'history'))
    const flipped = Buffer.from(bytes)
    flipped[bytes.length >> 1]! ^= 1
    const history = packOf(published, 'history')
    const stored = join(folder, 'stored.pack')
    const streams: readonly (readonly [Buffer, string])[] = [
      [bytes.subarray(0, -30), stored],
      [flipped, stored],
      [Buffer.concat([bytes, bytes]), stored],
      [readFileSync(packOf(published, 'tip')), history],
    ]
    const { target, install } = await joinTip(git, published, join(folder, 'refused'))
    for (const [stream, file] of streams) {
      writeFileSync(stored, stream)
      const { objectFormat, quarantine } = install
      const indexer = await verbs(git).indexHistory(
        { folder: quarantine, bare: target.bare, objectFormat },
        () => undefined,
      )
      const fed = indexer.write(stream).then(() => indexer.finish(file))
      await expect(fed).rejects.toMatchObject({ code: 'BAD_PACK' })
      expect(await verbs(git).isHistoryIndexed(quarantine)).toBe(false)
      expect(existsSync(quarantine)).toBe(false)
    }
    expect(gitCommand(target.path, 'fsck', '--strict')).toBe('')
  })

  it('is refused when it lacks what the references promise; the clone stays as it is', async () => {
    const other = await publish(git, kite, ['main'])
    const wrong = await joinTip(git, { ...other, source: published.source }, join(folder, 'lacking'))
    await indexAll(git, wrong)
    await expect(verbs(git).installHistory(wrong.install)).rejects.toMatchObject({ code: 'BAD_PACK' })
    expect(gitCommand(wrong.target.path, 'log', '--format=%s')).toBe('Take string')
    expect(entriesOf(join(wrong.target.path, '.git/objects/pack'))).toHaveLength(2)
    expect(gitCommand(wrong.target.path, 'fsck', '--strict')).toBe('')
  })

  it('that is given up, or cancelled, leaves no folder', async () => {
    const { target, install } = await joinTip(git, published, join(folder, 'given-up'))
    const controller = new AbortController()
    const begin = () =>
      verbs(git).indexHistory(
        { folder: install.quarantine, bare: target.bare, objectFormat: 'sha1' },
        () => undefined,
        controller.signal,
      )
    const chunk = readFileSync(packOf(published, 'history')).subarray(0, 100)
    const indexer = await begin()
    await indexer.write(chunk)
    await indexer.abort()
    expect(existsSync(install.quarantine)).toBe(false)
    const second = await begin()
    controller.abort()
    await expect(second.finish('')).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(second.write(chunk)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(existsSync(install.quarantine)).toBe(false)
  })

  it('of SHA-256 works the same', async () => {
    const path = buildSmallRepository(join(folder, 'sha256'), { objectFormat: 'sha256' })
    const wide = await joinTip(git, await publish(git, path, ['main', 'next']), join(folder, 'sha256-clone'))
    await indexAll(git, wide)
    await verbs(git).installHistory(wide.install)
    expect(gitCommand(wide.target.path, 'fsck', '--strict', '--full')).toBe('')
    expect(gitCommand(wide.target.path, 'rev-list', '--count', 'alice/next')).toBe(
      gitCommand(path, 'rev-list', '--count', 'next'),
    )
  })
})

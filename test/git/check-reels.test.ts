/** Reels that a publisher fetched are listed in his name only when they hold all that they should. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { CloneSource } from '../../src/main/git/types.ts'
import type { Updates } from '../../src/main/git/update-types.ts'
import { git as run } from './user-git.ts'

let folder: string
let updates: Updates
let source: CloneSource

const commit = (repo: string, name: string) => {
  writeFileSync(join(repo, name), `${name}\n`)
  run(repo, 'add', '-A')
  run(repo, 'commit', '-qm', name)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-check-reels-'))
  const git = await detectGit({ force: 'git' })
  updates = git.updates!
  const repo = join(folder, 'kite')
  run(folder, 'init', '-q', '-b', 'main', repo)
  for (const name of ['one', 'two', 'three']) commit(repo, name)
  run(repo, 'rm', '-q', 'one')
  commit(repo, 'four')
  const repository = await git.open(repo)
  const base = await git.select(repository, 'current')
  const packs = await git.makePacks(repository, base, join(folder, 'packs'))
  commit(repo, 'five')
  const selection = await git.select(repository, 'current')
  const scratch = join(folder, 'scratch')
  mkdirSync(scratch)
  const append = join(folder, 'append.pack')
  const tip = packs.find(({ kind }) => kind === 'tip')!
  const appended = await updates.makeAppend(
    repository,
    {
      selection,
      given: [base.headCommit],
      atTip: new Set(await updates.objectsOf(repository, tip.file, scratch)),
      bases: [base.headCommit],
    },
    append,
  )
  source = {
    packs: [...packs, { ...appended!, file: append, kind: 'append' }],
    tip: base.headCommit,
    objectFormat: 'sha1',
    head: 'refs/heads/main',
    refs: selection.refs,
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const check = (changed: Partial<CloneSource>) => {
  const quarantine = join(folder, 'quarantine')
  return updates
    .checkReels({ ...source, ...changed }, quarantine, () => {})
    .finally(() => expect(existsSync(quarantine)).toBe(false))
}
const bad = { code: 'BAD_PACK' }

it('passes what is whole', () => check({}))

it('refuses a history that is not the one', async () => {
  const [tip, , append] = source.packs
  const other = join(folder, 'other.pack')
  copyFileSync(tip!.file, other)
  await expect(check({ packs: [tip!, { file: other, kind: 'history' }, append!] })).rejects.toMatchObject(bad)
})

it('refuses what lacks a part', async () => {
  const [tip, history, append] = source.packs
  await expect(check({ packs: [tip!, history!] })).rejects.toMatchObject(bad)
  await expect(check({ packs: [tip!, append!] })).rejects.toMatchObject(bad)
})

it('refuses a pack that does not give what it is signed to', async () => {
  for (const [index, { gives = [] }] of source.packs.entries()) {
    expect(gives.length).toBeGreaterThan(0)
    const blob = run(join(folder, 'kite'), 'rev-parse', 'HEAD:five')
    for (const oid of ['ab'.repeat(20), blob]) {
      const packs = source.packs.map((pack, at) =>
        at === index ? { ...pack, gives: [...gives, { oid, shallow: false }] } : pack,
      )
      await expect(check({ packs })).rejects.toMatchObject({ ...bad, message: expect.stringContaining(oid) })
    }
  }
})

it('refuses packs that nobody could join from', async () => {
  const [tip, history, append] = source.packs
  for (const packs of [[tip!, append!, history!], [append!], [tip!, tip!]]) {
    await expect(check({ packs })).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
  }
})

it('refuses bytes that are no pack', async () => {
  const junk = join(folder, 'junk.pack')
  writeFileSync(junk, Buffer.alloc(2000, 7))
  await expect(check({ packs: [{ file: junk, kind: 'tip' }] })).rejects.toMatchObject(bad)
})

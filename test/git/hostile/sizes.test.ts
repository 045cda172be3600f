/** Content whose harm is in how much there is of it. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { cpuTime } from '../../cpu-time.ts'
import { detectGit } from '../../../src/main/git/detect-git.ts'
import { MAX_TREE_BYTES } from '../../../src/main/git/isomorphic/size-limit.ts'
import { MAX_ENTRIES } from '../../../src/main/git/program/history/tree.ts'
import type { Git } from '../../../src/main/git/types.ts'
import { Forge, sourceOf } from '../compliance/hostile-source.ts'
import { gitCommand } from '../git-command.ts'
import { history } from '../history-setup.ts'
import { deltaOf, offsetBack, OFS_DELTA, packEntry, BLOB } from '../raw-pack.ts'
import { scratchFolder } from '../scratch.ts'
import { packOf } from './forge-pack.ts'

const folder = scratchFolder('hostile-sizes')
let forge: Forge
let million = ''

/** A tree of so many files, all the same. */
function wide(entries: number): string {
  const { oid } = forge.file('x')
  const id = Buffer.from(oid, 'hex')
  const parts: Buffer[] = []
  for (let at = 0; at < entries; at++) parts.push(Buffer.from(`100644 ${10_000_000 + at}\0`), id)
  return forge.object('tree', Buffer.concat(parts))
}

beforeAll(() => {
  forge = new Forge(join(folder, 'forge'))
  million = wide(1_000_000)
})

describe.each(['git', 'isomorphic-git'] as const)('with %s', (force) => {
  let git: Git
  beforeAll(async () => {
    git = await detectGit({ force })
  })
  const target = (name: string) => ({
    path: join(folder, force, name),
    remote: 'alice',
    bare: join(folder, force, `${name}.git`),
  })
  const join_ = (packs: readonly string[], head: string, name: string) =>
    git.clone(sourceOf(packs, head), target(name), () => undefined)
  const nothingIn = () => expect(readdirSync(folder)).not.toContain(force)

  it('three million files are too much to check out', async () => {
    const entries = ['1', '2', '3'].map((name) => ({ mode: '40000', name, oid: million }))
    const head = forge.commit(forge.tree(...entries))
    const code = force === 'git' ? 'TOO_LARGE' : 'GIT_MISSING'
    await expect(join_([packOf(forge, { head })], head, 'three')).rejects.toMatchObject({ code })
    nothingIn()
  })

  it('a tree of a million entries in the history is taken, or said to need git', async () => {
    const parent = forge.commit(million)
    const head = forge.commit(forge.tree(forge.file('a')), [parent])
    const history = packOf(forge, { head: parent })
    const tip = packOf(forge, { head, without: [parent, million] })
    const joined = join_([tip, history], head, 'million')
    if (force === 'git') {
      await joined
      expect(gitCommand(target('million').path, 'rev-parse', 'HEAD~1')).toBe(parent)
    } else {
      await expect(joined).rejects.toMatchObject({
        code: 'GIT_MISSING',
        message: expect.stringMatching(/^a folder of the project, .+ is too large/) as string,
      })
    }
  })

  it('deltas that build on 5,000 others are refused by the embedded git, and read by the program', async () => {
    const content = Buffer.from('x\n')
    const delta = deltaOf(content.length, content.length)
    const more = [packEntry(BLOB, content.length, content)]
    for (let depth = 0; depth < 5_000; depth++)
      more.push(packEntry(OFS_DELTA, delta.length, delta, offsetBack(more.at(-1)!.length)))
    const head = forge.commit(forge.tree(forge.file('a')))
    const joined = join_([packOf(forge, { head, more })], head, 'deep')
    if (force === 'isomorphic-git') await expect(joined).rejects.toMatchObject({ code: 'TOO_LARGE' })
    else await joined.catch((error: unknown) => expect(error).toMatchObject({ code: 'BAD_PACK' }))
  })

  it('as many files in one folder as it takes are joined', async () => {
    const entries = force === 'git' ? 20_000 : 10_000
    const head = forge.commit(wide(entries))
    await join_([packOf(forge, { head })], head, 'fine')
    expect(readdirSync(target('fine').path)).toHaveLength(entries + 1)
  })
})

it('a million entries are shown as the first ten thousand of them', async () => {
  gitCommand(forge.folder, 'update-ref', 'refs/heads/main', forge.commit(million))
  const repository = await history.open(forge.folder)
  const { entries, more } = await history.tree(repository, { ref: 'HEAD', path: '' })
  expect(entries).toHaveLength(MAX_ENTRIES)
  expect(more).toBe(true)
  const { complete } = await history.lastCommits(repository, { ref: 'HEAD', path: '' })
  expect(typeof complete).toBe('boolean')
})

it('the largest tree that the embedded git takes is looked through in a moment', async () => {
  const { treeFault } = await import('../../../src/main/git/isomorphic/tree-safety.ts')
  const { parseTree } = await import('../../../src/main/git/isomorphic/parse-object.ts')
  const content = Buffer.concat(
    Array.from({ length: Math.floor(MAX_TREE_BYTES / 36) }, (_, at) =>
      Buffer.concat([Buffer.from(`100644 ${10_000_000 + at}\0`), Buffer.alloc(20, 1)]),
    ),
  )
  const began = cpuTime()
  expect(treeFault(parseTree(content))).toBeNull()
  expect(cpuTime() - began).toBeLessThan(5_000)
})

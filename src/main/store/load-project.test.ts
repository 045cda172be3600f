import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ALICE_PUBLIC_KEY, signAsAlice } from '../../../test/gtp/alice.ts'
import { EXAMPLE_INFO, EXAMPLE_REFERENCES, oidOf } from '../../../test/gtp/example.ts'
import { signReferences } from '../gtp/references/sign-references.ts'
import { encodeRepoInfo } from '../gtp/repo-info.ts'
import { KEPT_LISTS } from './prune-lists.ts'
import { createProjectsStore, type ProjectRecord, type ProjectsStore } from './projects.ts'

const { repoHash } = EXAMPLE_REFERENCES
const record = {
  ...{ repoHash, role: 'publisher', of: null, name: 'x', path: '/x', state: 'joined', since: 1 },
  ...{ remote: null, stopped: false, people: [] },
} as unknown as ProjectRecord
const info = encodeRepoInfo(EXAMPLE_INFO)

let folder: string
let store: ProjectsStore
const at = (...rest: string[]) => join(folder, repoHash, ...rest)
const load = async () => (await store.list())[0]!
const list = (seq: number) => {
  const after = { previous: '1'.repeat(64), object: oidOf('tag'), objectType: 'tag' } as const
  const references = { ...EXAMPLE_REFERENCES, ...(seq === 1 ? {} : after), seq }
  return signReferences(references, signAsAlice, ALICE_PUBLIC_KEY)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gittorrent-projects-'))
  store = createProjectsStore(folder)
  await store.saveRecord({ ...record, seq: 10 })
  for (const seq of [1, 10, 2]) await store.saveKnown(repoHash, seq, info, list(seq), 'own')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('a record and the newest list are remembered, and removed when that is asked for', async () => {
  expect(await load()).toMatchObject({ record: { ...record, seq: 10, hints: [] }, trouble: null })
  expect((await load()).known?.references.seq).toBe(10)
  await store.remove(repoHash)
  expect(await store.list()).toEqual([])
  expect(await readdir(folder)).toEqual([])
})

it('what is left of a project that was being removed is none', async () => {
  await rename(at(), `${at()}.gone`)
  expect(await store.list()).toEqual([])
})

it("of somebody else's project the newest lists alone stay; a publisher keeps all of his", async () => {
  const kept = async () => (await readdir(at('references'))).map(Number).sort((a, b) => a - b)
  for (let seq = 11; seq <= 20; seq++) await store.saveKnown(repoHash, seq, info, list(seq), 'own')
  expect(await kept()).toHaveLength(13)
  await store.saveKnown(repoHash, 21, info, list(21), 'theirs')
  expect(await kept()).toEqual([18, 19, 20, 21])
  expect(KEPT_LISTS).toBe(4)
  // What comes late is not what goes by: the highest numbers stay, whenever they were written.
  await store.saveKnown(repoHash, 5, info, list(5), 'theirs')
  expect(await kept()).toEqual([18, 19, 20, 21])
  expect((await load()).known?.references.seq).toBe(21)
})

it('an old list goes only when the new one is whole on the disk', async () => {
  for (let seq = 11; seq <= 13; seq++) await store.saveKnown(repoHash, seq, info, list(seq), 'own')
  await rm(at('repo.bencode'))
  await mkdir(at('repo.bencode'))
  await expect(store.saveKnown(repoHash, 14, info, list(14), 'theirs')).rejects.toThrow()
  expect(await readdir(at('references'))).toHaveLength(7)
})

describe('a damaged list', () => {
  it('is set aside; the one before is there, and its number is not used again', async () => {
    await store.saveRecord({ ...record, seq: 0 })
    await writeFile(at('references', '10'), list(10).subarray(0, 100))
    for (let start = 0; start < 2; start++) {
      const { known, record: kept, trouble } = await load()
      expect(known?.references.seq).toBe(2)
      expect(kept.seq).toBe(10)
      expect(trouble).toMatchObject({ kind: 'damaged', record: false })
    }
    expect(await readdir(at('references'))).toEqual(['1', '10.damaged', '2'])
    await store.saveKnown(repoHash, 11, info, list(11), 'own')
    expect(await load()).toMatchObject({ trouble: null, known: { references: { seq: 11 } } })
  })

  it('of another number than its name is one', async () => {
    await writeFile(at('references', '10'), list(9))
    expect((await load()).known?.references.seq).toBe(2)
  })
})

describe('a damaged identity of a project', () => {
  it.each(['garbage', ''])('is set aside: %j', async (content) => {
    await writeFile(at('repo.bencode'), content)
    for (let start = 0; start < 2; start++)
      expect(await load()).toMatchObject({ known: null, record: { seq: 10 }, trouble: { kind: 'damaged' } })
    expect(await readdir(at('references'))).toEqual(['1', '10', '2'])
  })
})

describe('what can not be read', () => {
  it.each(['repo.bencode', 'references/10', 'references', 'project.json'])(
    'stays as it is: %s',
    async (name) => {
      const path = at(...name.split('/'))
      await rename(path, join(folder, 'away'))
      // A folder where a file should be, and the other way round, can't be read as what it should be.
      if (name === 'references') await writeFile(path, '')
      else await mkdir(path)
      const before = await readdir(at())
      const { trouble, record: kept } = await load()
      expect(trouble).toMatchObject({ kind: 'unread', record: name === 'project.json' })
      expect(kept.seq).toBe(10)
      expect(await readdir(at())).toEqual(before)
      await rm(path, { recursive: true })
      await rename(join(folder, 'away'), path)
      expect(await load()).toMatchObject({ trouble: null, known: { references: { seq: 10 } } })
    },
  )
})

describe('a damaged record', () => {
  const text = () => readFile(at('project.json'), 'utf8')

  it('is made anew from what it still tells', async () => {
    const before = JSON.parse(await text()) as object
    await writeFile(at('project.json'), JSON.stringify({ ...before, evicted: 'none' }))
    expect(await load()).toMatchObject({
      record: { ...record, evicted: [], seq: 10 },
      trouble: { kind: 'damaged', record: false },
    })
  })

  it('that was cut off fails, with the place and the numbers that are left', async () => {
    const whole = await text()
    await writeFile(at('project.json'), whole.slice(0, whole.indexOf('"stopped"')))
    expect(await load()).toMatchObject({
      record: { role: 'publisher', path: '/x', seq: 10 },
      trouble: { record: true },
    })
  })

  it('of which nothing is left is made anew from its lists, at each start', async () => {
    await writeFile(at('project.json'), '\0'.repeat(500))
    for (let start = 0; start < 2; start++) {
      expect(await load()).toMatchObject({
        record: { name: EXAMPLE_REFERENCES.name, path: '', state: 'failed', seq: 10 },
        trouble: { record: true },
      })
    }
    expect(await readdir(at())).toContain('project.json.damaged')
  })
})

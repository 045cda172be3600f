/** What a node remembers of each project: a folder per repo hash with a record, the repo info and its references. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Hex } from '../../shared/model.ts'
import { createTurns, type Turns } from '../../shared/turns.ts'
import { readJson, writeJson } from './json-file.ts'
import { writeAtomic } from './write-atomic.ts'

const branches = z.union([z.array(z.string()), z.literal('current'), z.literal('all')])

/** A reel that a publisher appended. `span`: updates that it covers; `head`: HEAD's commit when it was made. */
const rung = z.object({ id: z.string(), span: z.number().int().positive(), head: z.string() })

export const projectRecordSchema = z.object({
  repoHash: z.string().regex(/^[0-9a-f]{40}$/),
  /** 'related': somebody's heads that a project of this node (`of`) follows. */
  role: z.enum(['publisher', 'joiner', 'related']),
  /** Own heads of a joined project, or a related tracker: the project whose repository it belongs to. */
  of: z.string().nullable().default(null),
  name: z.string(),
  description: z.string().default(''),
  /** The user's repository: published from, or cloned to. */
  path: z.string(),
  state: z.enum(['joining', 'usable', 'joined', 'failed']),
  error: z
    .object({ code: z.string().default('INTERNAL'), message: z.string(), action: z.string() })
    .nullable()
    .default(null),
  /** Publisher: which branches are published. */
  branches: branches.optional(),
  /** Publisher: the highest sequence number ever signed or about to be; written before signing. */
  seq: z.number().int().nonnegative().default(0),
  /** Joiner: the remote's name in the clone. */
  remote: z.string().nullable().default(null),
  /** Joiner: the publisher's branches that the clone holds under its remote. */
  fetched: z.array(z.object({ name: z.string(), sha: z.string() })).default([]),
  /** Joiner: the repository was there before, and has become a member. */
  adopts: z.boolean().default(false),
  /** Joiner: addresses that came with a link. */
  hints: z.array(z.object({ address: z.string(), port: z.number() })).default([]),
  /** Joiner: URLs of trackers that came with a link or a metainfo. */
  trackers: z.array(z.string()).default([]),
  /** Joiner: the user stopped the download for now. */
  paused: z.boolean().default(false),
  /** Publisher: how the list of appended reels grows; see host/heads/ladder.ts. */
  growth: z
    .object({
      /** HEAD commits whose whole trees lie in the base's tip and appended reels. */
      baseHeads: z.array(z.string()),
      ladder: z.array(rung),
      recent: z.array(z.string()),
      /** Bytes of rungs that only keep HEAD's tree within tip and rungs. */
      forTip: z.number(),
    })
    .default({ baseHeads: [], ladder: [], recent: [], forTip: 0 }),
  /** Own heads that are published no longer: kept so that, published again, they are the same list to others. */
  stopped: z.boolean().default(false),
  /** Publisher: reels that were listed until lately; see host/heads/retire-reels.ts. */
  retired: z
    .array(z.object({ id: z.string(), bytes: z.number(), blockSize: z.number(), since: z.number() }))
    .default([]),
  /** Reels that were whole here, and were let go to make room. */
  evicted: z.array(z.string()).default([]),
  autoMerge: z.enum(['off', 'ff', 'clean']).default('off'),
  /** Whose heads the project's repository has, by the names of their remotes; kept, so that a name stays a person's. */
  people: z
    .array(z.object({ peerId: z.string(), repoHash: z.string(), remote: z.string(), muted: z.boolean() }))
    .default([]),
  /** Commits of each remote branch that the user has seen, as REMOTE/BRANCH. */
  seen: z.record(z.string(), z.string()).default({}),
  /** Digest of the references whose heads the repository has; null: of none yet. */
  taken: z.string().nullable().default(null),
  /** When heads last came from there; related tracker or joined project. */
  updated: z.number().nullable().default(null),
  /** Merges that were undone: they are not made again by themselves. */
  undone: z.array(z.string()).default([]),
  /** Why heads that came from there were not merged by themselves; empty: that is about to come; null: nothing is left to do. */
  unmerged: z.string().nullable().default(null),
  since: z.number(),
})
export type ProjectRecord = z.output<typeof projectRecordSchema>

export interface StoredProject {
  readonly record: ProjectRecord
  /** Bencoded repo dictionary and newest references object; null until learnt from a peer. */
  readonly known: { readonly info: Uint8Array; readonly references: Uint8Array } | null
}

export interface ProjectsStore {
  list(onDamage: (text: string) => void): Promise<readonly StoredProject[]>
  saveRecord(record: ProjectRecord): Promise<void>
  /** References before info: what has an info has references. Publishers' predecessors stay, for the audit chain. */
  saveKnown(repoHash: Hex, seq: number, info: Uint8Array, references: Uint8Array): Promise<void>
  remove(repoHash: Hex): Promise<void>
  /** Settles when all that was asked for is on disk; what is asked for later is not done. */
  close(): Promise<void>
}

export function createProjectsStore(folder: string): ProjectsStore {
  /** Of each project, so that nothing that is still being written outlives its removal. */
  const turns = new Map<Hex, Turns>()
  let closed = false
  const inTurn = async (repoHash: Hex, work: () => Promise<void>): Promise<void> => {
    if (closed) return
    const own = turns.get(repoHash) ?? createTurns()
    turns.set(repoHash, own)
    await own(work)
  }
  const at = (repoHash: Hex, ...rest: string[]) => join(folder, repoHash, ...rest)

  async function load(repoHash: Hex, onDamage: (text: string) => void): Promise<StoredProject | null> {
    const record = await readJson(at(repoHash, 'project.json'), projectRecordSchema, onDamage)
    return record && { record, known: await loadKnown(repoHash) }
  }

  async function loadKnown(repoHash: Hex) {
    const seqs = (await readdir(at(repoHash, 'references')).catch(() => []))
      .map(Number)
      .filter(Number.isInteger)
    const info = await readFile(at(repoHash, 'repo.bencode')).catch(() => null)
    if (!info || seqs.length === 0) return null
    return { info, references: await readFile(at(repoHash, 'references', String(Math.max(...seqs)))) }
  }

  return {
    async list(onDamage) {
      const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{40}$/.test(name))
      const loaded = await Promise.all(names.map((name) => load(name, onDamage)))
      return loaded.filter((project) => project !== null)
    },
    saveRecord: (record) =>
      inTurn(record.repoHash, async () => {
        await mkdir(at(record.repoHash), { recursive: true, mode: 0o700 })
        await writeJson(at(record.repoHash, 'project.json'), record)
      }),
    saveKnown: (repoHash, seq, info, references) =>
      inTurn(repoHash, async () => {
        await mkdir(at(repoHash, 'references'), { recursive: true, mode: 0o700 })
        await writeAtomic(at(repoHash, 'references', String(seq)), references)
        await writeAtomic(at(repoHash, 'repo.bencode'), info)
      }),
    async close() {
      closed = true
      await Promise.all([...turns.values()].map((own) => own(async () => undefined)))
    },
    remove: (repoHash) => inTurn(repoHash, () => rm(at(repoHash), { recursive: true, force: true })),
  }
}

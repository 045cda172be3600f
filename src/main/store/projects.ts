/** What a node remembers of each project: a folder per repo hash with a record, the repo info and its references. */
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../shared/model.ts'
import { createTurns, type Turns } from '../../shared/turns.ts'
import { writeJson } from './json-file.ts'
import { loadProject, type StoredProject } from './load-project.ts'
import type { ProjectRecord } from './project-record.ts'
import { pruneLists } from './prune-lists.ts'
import { listPatiently } from './read-patiently.ts'
import { setAside } from './set-aside.ts'
import { writeAtomic } from './write-atomic.ts'

export type { StoredProject } from './load-project.ts'
export type { ProjectRecord } from './project-record.ts'

export interface ProjectsStore {
  /** All that there is. Nothing is left out because it can't be read, or is damaged: that is its `trouble`. */
  list(): Promise<readonly StoredProject[]>
  saveRecord(record: ProjectRecord): Promise<void>
  /**
   * References before info: what has an info has references. Of others' projects (`theirs`) the newest lists alone stay; a
   * publisher keeps his predecessors, for the audit chain.
   */
  saveKnown(
    repoHash: Hex,
    seq: number,
    info: Uint8Array,
    references: Uint8Array,
    whose: 'own' | 'theirs',
  ): Promise<void>
  remove(repoHash: Hex): Promise<void>
  /** Settles when all that was asked for is on disk; what is asked for later is not done. */
  close(): Promise<void>
}

/** What a project's folder is called while it is removed. */
export const GONE = '.gone'

export function createProjectsStore(folder: string): ProjectsStore {
  /** Of each project, so that nothing that is still being written outlives its removal. */
  const turns = new Map<Hex, Turns>()
  /** Records that could not be read: what is there is kept beside what takes its place. */
  const unread = new Set<Hex>()
  let closed = false
  const inTurn = async (repoHash: Hex, work: () => Promise<void>): Promise<void> => {
    if (closed) return
    const own = turns.get(repoHash) ?? createTurns()
    turns.set(repoHash, own)
    await own(work)
  }
  const at = (repoHash: Hex, ...rest: string[]) => join(folder, repoHash, ...rest)

  return {
    async list() {
      const names = (await listPatiently(folder)).filter((name) => /^[0-9a-f]{40}$/.test(name))
      const loaded: StoredProject[] = []
      // One after another: a node with hundreds of them would run out of files.
      for (const name of names) {
        const project = await loadProject(at(name), name)
        if (project) loaded.push(project)
        if (project?.trouble?.kind === 'unread') unread.add(name)
      }
      return loaded
    },
    saveRecord: (record) =>
      inTurn(record.repoHash, async () => {
        await mkdir(at(record.repoHash), { recursive: true, mode: 0o700 })
        // Where it can't be moved either, writing it will tell.
        if (unread.delete(record.repoHash))
          await setAside(at(record.repoHash, 'project.json')).catch(() => undefined)
        await writeJson(at(record.repoHash, 'project.json'), record)
      }),
    saveKnown: (repoHash, seq, info, references, whose) =>
      inTurn(repoHash, async () => {
        await mkdir(at(repoHash, 'references'), { recursive: true, mode: 0o700 })
        await writeAtomic(at(repoHash, 'references', String(seq)), references)
        await writeAtomic(at(repoHash, 'repo.bencode'), info)
        // Only now: what takes their place is durable.
        if (whose === 'theirs') await pruneLists(at(repoHash, 'references'))
      }),
    async close() {
      closed = true
      await Promise.all([...turns.values()].map((own) => own(async () => undefined)))
    },
    remove: (repoHash) =>
      inTurn(repoHash, async () => {
        // Under another name first: what is left when the node is killed meanwhile is no project.
        const gone = join(folder, `${repoHash}${GONE}`)
        await rm(gone, { recursive: true, force: true })
        await rename(at(repoHash), gone).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error
        })
        await rm(gone, { recursive: true, force: true })
      }),
  }
}

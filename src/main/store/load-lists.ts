/** The signed lists of a project on the disk: the newest that is whole, and how far their numbers go. */
import { join } from 'node:path'
import type { Hex } from '../../shared/model.ts'
import { verifyReferences } from '../gtp/references/verify-references.ts'
import { decodeRepoInfo, repoHash } from '../gtp/repo-info.ts'
import { GtpError, type RepoInfo, type VerifiedReferences } from '../gtp/types.ts'
import type { Troubles } from './project-trouble.ts'
import { listPatiently, readPatiently } from './read-patiently.ts'
import { DAMAGED, setAside } from './set-aside.ts'

/** Older lists that are tried where the newest can't be used. */
const MAX_TRIED = 16

export interface StoredLists {
  /** Verified again; null where there is none that can be used. */
  readonly known: {
    readonly info: Uint8Array
    readonly repo: RepoInfo
    readonly references: VerifiedReferences
  } | null
  /** The highest number that a list was ever kept under, whatever became of it; 0 for none. */
  readonly highest: number
}

/** The numbers of the lists among a folder's files; what was set aside is none of them. */
export const newestFirst = (names: readonly string[]): number[] =>
  names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => b - a)

export async function loadLists(folder: string, hash: Hex, troubles: Troubles): Promise<StoredLists> {
  const at = join(folder, 'references')
  const names = await listPatiently(at).catch((error: unknown) => {
    troubles.unread(at, error)
    return []
  })
  const numbers = names.flatMap((name) => /^(\d+)(?:\.damaged(?:-\d+)?)?$/.exec(name)?.[1] ?? []).map(Number)
  const highest = Math.max(0, ...numbers)
  const info = await loadInfo(folder, hash, highest, troubles)
  if (!info) return { known: null, highest }

  for (const seq of newestFirst(names).slice(0, MAX_TRIED)) {
    const references = await loadList(join(at, String(seq)), seq, info.repo, troubles)
    if (!references) continue
    if (seq < highest && !troubles.all()) troubles.damaged(`${join(at, String(highest))} was damaged`)
    return { known: { ...info, references }, highest }
  }
  if (highest > 0 && !troubles.all()) troubles.damaged(`the lists in ${at} were damaged`)
  return { known: null, highest }
}

async function loadInfo(folder: string, hash: Hex, highest: number, troubles: Troubles) {
  const path = join(folder, 'repo.bencode')
  try {
    const info = await readPatiently(path)
    if (!info) {
      const names = await listPatiently(folder)
      const wasDamaged = names.some((name) => name.startsWith('repo.bencode.') && DAMAGED.test(name))
      // With one list alone the node was killed before it had kept the first: nothing of it was ever shared.
      if (wasDamaged || highest > 1) troubles.damaged(`${path} was damaged`)
      return null
    }
    const repo = ifWhole(() => decodeRepoInfo(info))
    if (repo && repoHash(repo) === hash) return { info: new Uint8Array(info), repo }
    troubles.damaged(`${path} was damaged; it was set aside as ${await setAside(path)}`)
  } catch (error) {
    troubles.unread(path, error)
  }
  return null
}

async function loadList(path: string, seq: number, repo: RepoInfo, troubles: Troubles) {
  try {
    const bytes = await readPatiently(path)
    if (!bytes) return null
    const references = ifWhole(() => verifyReferences(bytes, repo))
    if (references?.seq === seq) return references
    troubles.damaged(`${path} was damaged; it was set aside as ${await setAside(path)}`)
  } catch (error) {
    troubles.unread(path, error)
  }
  return null
}

function ifWhole<T>(decode: () => T): T | null {
  try {
    return decode()
  } catch (error) {
    if (error instanceof GtpError) return null
    throw error
  }
}

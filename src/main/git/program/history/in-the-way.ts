/** What lies where a commit's files would be written, and git doesn't know: untracked and ignored files, a submodule's content. */
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { changedPaths, GITLINK } from './changed-paths.ts'

/** As file systems compare names that don't tell letters' case apart. */
const folded = (name: string) => name.normalize('NFC').toLowerCase()

const overwritten = (path: string) =>
  `${path} is in the way: it is not in git, and would be overwritten; move it away first`
const alike = (path: string, other: string) =>
  `${path} is in the way: on this disk it is the same file as ${other}; rename one of them first`

/** @returns a sentence that names the first path in the way; null for none */
export async function inTheWay(
  git: GitProgram,
  repository: Repository,
  before: Hex,
  after: Hex,
  ignoreCase: boolean,
): Promise<string | null> {
  const tracked = await trackedPaths(git, repository, before)
  const disk = new Disk(repository.path, ignoreCase)
  const files = new Map<string, string>()
  const folders = new Map<string, string>()
  for await (const { path, from, to } of changedPaths(git, repository, before, after)) {
    if (to === '000000') continue
    const isNew = from === '000000'
    if (!isNew && (from === GITLINK) === (to === GITLINK)) continue
    const parts = path.split('/')
    if (ignoreCase && isNew) {
      const key = folded(path)
      const other = files.get(key) ?? folders.get(key)
      if (other !== undefined) return alike(path, other)
      files.set(key, path)
      for (let depth = 1; depth < parts.length; depth++) {
        const folder = parts.slice(0, depth).join('/')
        const file = files.get(folded(folder))
        if (file !== undefined) return alike(path, file)
        folders.set(folded(folder), folder)
      }
    }
    const obstacle = await obstacleOn(parts, tracked, disk)
    if (obstacle !== null) return obstacle
  }
  return null
}

/** Walks from the top of the working tree to a path that will be written. */
async function obstacleOn(
  parts: readonly string[],
  tracked: ReadonlyMap<string, string>,
  disk: Disk,
): Promise<string | null> {
  let folder = ''
  for (const [depth, name] of parts.entries()) {
    const part = parts.slice(0, depth + 1).join('/')
    const found = await disk.find(folder, name)
    if (found === null) return null
    const mode = tracked.get(part)
    const isLast = depth === parts.length - 1
    const here = folder === '' ? found.name : `${folder}/${found.name}`
    if (!found.isFolder) {
      // A tracked file gives way, and nothing is behind it: a link is not followed.
      if (mode !== undefined && mode !== GITLINK) return null
      return found.name === name ? overwritten(part) : alike(part, here)
    }
    if (isLast || mode === GITLINK) {
      const unknown = await disk.firstUntracked(here, tracked)
      if (unknown !== null) return overwritten(unknown)
      if (isLast && found.name !== name) return alike(part, here)
    }
    folder = here
  }
  return null
}

/** Paths of a commit, with their modes. */
async function trackedPaths(
  git: GitProgram,
  repository: Repository,
  commit: Hex,
): Promise<ReadonlyMap<string, string>> {
  const { gitDir, cwd } = inside(repository)
  const tracked = new Map<string, string>()
  const args = [gitDir, 'ls-tree', '-r', '-z', '--full-tree', commit]
  for await (const record of git.lines(args, { cwd }, '\0')) {
    const tab = record.indexOf('\t')
    if (tab > 0) tracked.set(record.slice(tab + 1), record.slice(0, 6))
  }
  return tracked
}

/** The working tree as it lies on the disk. */
class Disk {
  readonly #folders = new Map<string, Promise<ReadonlyMap<string, string>>>()

  constructor(
    readonly root: string,
    readonly ignoreCase: boolean,
  ) {}

  /** What has a name in a folder, perhaps in other letters; null for nothing. */
  async find(folder: string, name: string): Promise<{ name: string; isFolder: boolean } | null> {
    const actual = this.ignoreCase ? await this.#spelled(folder, name) : name
    const stat = await lstat(join(this.root, folder, actual)).catch(() => null)
    return stat && { name: actual, isFolder: stat.isDirectory() }
  }

  /** A file below a folder that git doesn't know; null for none. Empty folders hold nothing to lose. */
  async firstUntracked(folder: string, tracked: ReadonlyMap<string, string>): Promise<string | null> {
    const open = [folder]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const entry of await readdir(join(this.root, next), { withFileTypes: true })) {
        const path = `${next}/${entry.name}`
        if (entry.isDirectory()) open.push(path)
        else if (!tracked.has(path)) return path
      }
    }
    return null
  }

  async #spelled(folder: string, name: string): Promise<string> {
    let names = this.#folders.get(folder)
    if (names === undefined) {
      names = readdir(join(this.root, folder))
        .catch(() => [])
        .then((found) => new Map(found.flatMap((one) => [[folded(one), one]])))
      this.#folders.set(folder, names)
    }
    const exact = await lstat(join(this.root, folder, name)).catch(() => null)
    const actual = (await names).get(folded(name)) ?? name
    // Where the disk tells them apart, both may be there.
    return exact && actual !== name && (await readdir(join(this.root, folder))).includes(name) ? name : actual
  }
}

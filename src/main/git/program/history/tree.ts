import type { TreeEntry, TreeListing } from '../../../../shared/files-model.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { FileRequest } from '../../history-types.ts'
import { noSuchRef } from '../../failures.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { GITLINK } from './changed-paths.ts'
import { findEntry, findRoots, FOLDER, MAX_PATH, noSuchFile } from './find-entry.ts'
import { readFields } from './read-fields.ts'

/** Entries of a folder that are listed. */
export const MAX_ENTRIES = 10_000
const LINK = '120000'

/**
 * See History.tree. A folder at a time: it is there at once however large the project, and what differs is told by the two
 * trees' own records, without a look beneath them.
 */
export async function tree(
  git: GitProgram,
  repository: Repository,
  { ref, path }: FileRequest,
): Promise<TreeListing> {
  const [root, head] = await findRoots(git, repository, [ref, 'HEAD'])
  if (!root) throw noSuchRef(ref)
  const found = await findEntry(git, repository, root, path)
  if (found?.mode !== FOLDER) throw noSuchFile(ref, path)
  // Without a commit of the user's own, nothing is there to differ from.
  const before = head && head.tree !== root.tree ? await findEntry(git, repository, head, path) : null
  const compare = async (): Promise<Changes> => {
    if (!head || head.tree === root.tree) return () => null
    return before?.mode === FOLDER ? changesOf(git, repository, before.oid, found.oid) : () => 'added'
  }
  const [changes, { listed, more }] = await Promise.all([compare(), listFolder(git, repository, found.oid)])
  return {
    commit: root.commit,
    entries: listed.map((entry) => ({ ...entry, change: changes(entry.name) })),
    more,
  }
}

type Changes = (name: string) => TreeEntry['change']

/** Entries of a tree, as many as are shown. */
export async function listFolder(git: GitProgram, repository: Repository, oid: Hex) {
  const { gitDir, cwd } = inside(repository)
  const listed: Omit<TreeEntry, 'change'>[] = []
  for await (const record of readFields(
    git,
    [gitDir, 'ls-tree', '-z', '--full-tree', oid],
    { cwd },
    MAX_PATH,
  )) {
    if (listed.length === MAX_ENTRIES) return { listed, more: true }
    const tab = record.indexOf('\t')
    listed.push({ name: record.slice(tab + 1), kind: kindOf(record.slice(0, 6)) })
  }
  return { listed, more: false }
}

const kindOf = (mode: string): TreeEntry['kind'] => {
  if (mode === FOLDER) return 'folder'
  return mode === GITLINK ? 'submodule' : mode === LINK ? 'link' : 'file'
}

/** How entries differ between two trees; no more is read than may be listed, and as many that are only before. */
async function changesOf(git: GitProgram, repository: Repository, before: Hex, after: Hex): Promise<Changes> {
  const { gitDir, cwd } = inside(repository)
  const changes = new Map<string, TreeEntry['change']>()
  if (before === after) return () => null
  const args = [gitDir, 'diff-tree', '-z', '--raw', '--no-renames', '--diff-filter=d', before, after]
  let status: string | null = null
  for await (const field of readFields(git, args, { cwd }, MAX_PATH)) {
    if (status === null) status = field.split(' ').at(-1) ?? ''
    else {
      changes.set(field, status === 'A' ? 'added' : 'differs')
      status = null
    }
    if (changes.size > MAX_ENTRIES) break
  }
  return (name) => changes.get(name) ?? null
}

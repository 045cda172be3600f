/** Finding what a path means in the tree of a commit. */
import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import { cleanText } from '../../../gtp/text.ts'
import { noSuchRef } from '../../failures.ts'
import { isValidRefName } from '../../ref-format.ts'
import type { Repository } from '../../types.ts'
import { lookUp } from '../look-up.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { readFields } from './read-fields.ts'

/** Bytes of a path; git takes longer ones, file systems don't. */
export const MAX_PATH = 4096
/** Characters of a path in a message. */
const MAX_SAID = 200
/** In front of a path in git's output: mode, type, ID and size. */
const MAX_FACTS = 200

/** A commit and its tree. */
export interface Root {
  readonly commit: Hex
  readonly tree: Hex
}

export interface FoundEntry {
  /** As in a tree: "100644". */
  readonly mode: string
  readonly oid: Hex
  /** Of a file's bytes; 0 for all else. */
  readonly size: number
}

export const FOLDER = '040000'

/** The commits that refs name, or null. Refs alone: git also takes expressions that search all history. */
export async function findRoots(
  git: GitProgram,
  repository: Repository,
  refs: readonly string[],
): Promise<readonly (Root | null)[]> {
  const plain = refs.filter((ref) => ref === 'HEAD' || isValidRefName(ref))
  const asked = plain.flatMap((ref) => [`${ref}^{commit}`, `${ref}^{tree}`])
  const found = await lookUp(git, inside(repository), asked)
  return refs.map((ref) => {
    const at = plain.indexOf(ref) * 2
    const [commit, commitType] = found[at] ?? []
    const [tree, treeType] = found[at + 1] ?? []
    return commit && tree && commitType === 'commit' && treeType === 'tree' ? { commit, tree } : null
  })
}

/** As findRoots, of one. NO_SUCH_BRANCH. */
export async function findRoot(git: GitProgram, repository: Repository, ref: string): Promise<Root> {
  const [root] = await findRoots(git, repository, [ref])
  if (!root) throw noSuchRef(ref)
  return root
}

/** What a path means; null where there is nothing. */
export async function findEntry(
  git: GitProgram,
  repository: Repository,
  { tree }: Root,
  path: string,
): Promise<FoundEntry | null> {
  if (path === '') return { mode: FOLDER, oid: tree, size: 0 }
  if (!isTreePath(path)) return null
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, '--literal-pathspecs', 'ls-tree', '-z', '--long', '--full-tree', tree, '--', path]
  for await (const record of readFields(git, args, { cwd }, MAX_PATH + MAX_FACTS)) {
    const [mode = '', , oid = '', size = ''] = record.split('\t', 1)[0]!.split(/ +/)
    return { mode, oid, size: Number(size) || 0 }
  }
  return null
}

/** Whether a tree can have it: what means a folder above, or git's own, is in none. */
const isTreePath = (path: string): boolean =>
  !path.includes('\0') &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..') &&
  Buffer.byteLength(path) <= MAX_PATH

/** Names that are no UTF-8 are listed with a mark for what can't be shown, and found by it no more. */
export const noSuchFile = (ref: string, path: string): AppError =>
  path.includes('\ufffd')
    ? new AppError('NO_SUCH_FILE', "this name is not UTF-8, so it can't be opened here", 'open it with git')
    : new AppError(
        'NO_SUCH_FILE',
        `${JSON.stringify(cleanText(path, MAX_SAID))} is not in ${ref}`,
        'choose another file',
      )

import { mkdtemp, rm, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { Hex, MergeForecast } from '../../../../shared/model.ts'
import { commonDir } from '../../object-store.ts'
import type { Repository } from '../../types.ts'
import { isAncestor } from '../is-ancestor.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { quietConfig } from './quiet-config.ts'

/** Paths in conflict that are told. */
const MAX_FILES = 100

export type MergedTrees =
  | { readonly kind: 'clean'; readonly tree: Hex }
  | { readonly kind: 'conflicts'; readonly files: readonly string[] }
  | { readonly kind: 'unrelated' | 'unknown' }

/**
 * Merges two commits' trees without a working tree or an index (git-merge-tree(1), since git 2.38).
 * @param env where objects are written; the repository's own place unless told otherwise
 */
export async function mergeTrees(
  git: GitProgram,
  repository: Repository,
  ours: Hex,
  theirs: Hex,
  env: Readonly<Record<string, string>> = {},
): Promise<MergedTrees> {
  const { gitDir, cwd } = inside(repository)
  const { config } = await quietConfig(git, repository)
  const args = [gitDir, 'merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs]
  try {
    const [tree = ''] = (await git.run(args, { cwd, env, config })).split('\0')
    return { kind: 'clean', tree }
  } catch (error) {
    const { data } = AppError.of(error)
    if (/unrelated histories/.test(String(data['stderr']))) return { kind: 'unrelated' }
    if (data['exitCode'] !== 1) return { kind: 'unknown' }
  }
  const files = await conflictingFiles(git, args, { cwd, env, config })
  return files === null ? { kind: 'unknown' } : { kind: 'conflicts', files }
}

/**
 * With conflicts git leaves with 1 and says which on its output, which `run` doesn't give then: so it is read as it comes.
 * Null where it names no tree before them: then it left with 1 for want of a commit.
 */
async function conflictingFiles(
  git: GitProgram,
  args: readonly string[],
  options: Parameters<GitProgram['lines']>[1],
): Promise<readonly string[] | null> {
  const files = new Set<string>()
  let tree = ''
  try {
    for await (const field of git.lines(args, options, '\0')) {
      if (tree === '') tree = field
      else if (field !== '' && files.size < MAX_FILES) files.add(field)
    }
  } catch (error) {
    if (AppError.of(error).data['exitCode'] !== 1) throw error
  }
  return tree === '' ? null : [...files]
}

/** See History.forecast. What the trial makes is written on the side, and removed. */
export async function forecast(
  git: GitProgram,
  repository: Repository,
  ours: Hex,
  theirs: Hex,
): Promise<MergeForecast> {
  if (await isAncestor(git, repository.gitDir, theirs, ours)) return { kind: 'merged', files: [] }
  if (await isAncestor(git, repository.gitDir, ours, theirs)) return { kind: 'forward', files: [] }
  const folder = await mkdtemp(join(tmpdir(), 'gittorrent-merge-'))
  try {
    const objects = join(await commonDir(repository.gitDir), 'objects')
    await mkdir(join(folder, 'info'), { recursive: true })
    const env = { GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(objects) }
    const merged = await mergeTrees(git, repository, ours, theirs, env)
    return { kind: merged.kind, files: merged.kind === 'conflicts' ? merged.files : [] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { LastCommits } from '../../../../shared/files-model.ts'
import type { Hex } from '../../../../shared/model.ts'
import { exists } from '../../exists.ts'
import type { FileRequest } from '../../history-types.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { findEntry, findRoot, FOLDER, MAX_PATH, noSuchFile } from './find-entry.ts'
import { LOG, MAX_FIELD, ROW_FIELDS, rowOf } from './page.ts'
import { readWithin } from './read-within.ts'
import { listFolder } from './tree.ts'

/** Milliseconds that git may search: what nobody touched for ten thousand commits stays without an answer. */
const PATIENCE = 2_000

/**
 * See History.lastCommits. One walk for the whole folder, from the newest commit back, that ends when each entry has been met:
 * git would need a walk for each of them.
 */
export async function lastCommits(
  git: GitProgram,
  repository: Repository,
  { ref, path }: FileRequest,
): Promise<LastCommits> {
  const root = await findRoot(git, repository, ref)
  const found = await findEntry(git, repository, root, path)
  if (found?.mode !== FOLDER) throw noSuchFile(ref, path)
  // At the boundary of a history that is still on its way, git shows all that was before it as that commit's.
  if (await exists(join(repository.gitDir, 'shallow'))) return { entries: [], complete: false }
  const { listed } = await listFolder(git, repository, found.oid)
  const wanted = new Set(listed.map(({ name }) => name))
  const entries: LastCommits['entries'][number][] = []
  const prefix = path === '' ? '' : `${path}/`

  for await (const { commit, path: changed } of touched(git, repository, root.commit, prefix)) {
    const name = changed.slice(prefix.length).split('/', 1)[0]!
    if (wanted.delete(name)) entries.push({ name, commit })
    if (wanted.size === 0) break
  }
  return { entries, complete: wanted.size === 0 }
}

/** Commits and the paths that each touched, the newest first; until patience ends. */
async function* touched(git: GitProgram, repository: Repository, from: Hex, prefix: string) {
  const { gitDir, cwd } = inside(repository)
  // A path may look like anything but this.
  const mark = randomBytes(16).toString('hex')
  const log = LOG.filter((option) => option !== '--no-patch')
  const format = `--format=${mark}%x00${ROW_FIELDS.join('%x00')}`
  const only = ['--name-only', '--no-renames', '--root', '--diff-merges=off', '--ignore-submodules=none']
  const args = [gitDir, '--literal-pathspecs', ...log, ...only, format, from, '--']
  if (prefix !== '') args.push(prefix)
  let fields: string[] | null = null
  let commit = rowOf([])
  let first = false
  for await (const field of readWithin(git, args, cwd, PATIENCE, Math.max(MAX_FIELD, MAX_PATH))) {
    if (field === mark) fields = []
    else if (fields) {
      fields.push(field)
      if (fields.length < ROW_FIELDS.length) continue
      commit = rowOf(fields)
      fields = null
      first = true
    } else {
      // git sets the list of names off by a line.
      yield { commit, path: first ? field.replace(/^\n/, '') : field }
      first = false
    }
  }
}

import { statfs } from 'node:fs/promises'
import { diskFull } from '../failures.ts'
import { checkCheckout } from '../checkout-limits.ts'
import type { Hex } from '../../../shared/model.ts'
import { WHILE_JOINING } from './give-way.ts'
import { lastPercent } from './last-percent.ts'
import type { GitProgram } from './run.ts'

/** A disk with less room than this after a failed write is called full. Bytes. */
const FULL = 1_048_576

/** The user's own settings that decide how files look on this disk. Filters and attributes stay out: a peer names them. */
const USER_SETTINGS =
  '^core\\.(autocrlf|eol|safecrlf|symlinks|longpaths|precomposeunicode|checkstat|trustctime)$'

/** What `checkout` works with; found out while other things are done. */
export type UserSettings = readonly (readonly [string, string])[]

/**
 * Fills the working tree and the index from HEAD, whose size was checked: no hook, no filter, no submodule.
 * Throws DISK_FULL.
 */
export async function checkout(
  git: GitProgram,
  workTree: string,
  config: UserSettings,
  progress: (fraction: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const onStderr = (text: string) => {
    const percent = lastPercent(text, 'Updating files')
    if (percent !== null) progress(percent / 100)
  }
  const args = ['read-tree', '-m', '-u', '-v', '--no-recurse-submodules', 'HEAD']
  try {
    await git.run(args, { cwd: workTree, signal, config, priority: WHILE_JOINING, onStderr })
  } catch (error) {
    // git says that it can't write a file, and not why.
    throw (await freeBytes(workTree)) < FULL ? diskFull(workTree) : error
  }
}

/**
 * Throws TOO_LARGE for a commit whose tree unfolds without end, DISK_FULL when its files can't all fit.
 * @param packed bytes of the packs that it all came in
 */
export async function checkSize(
  git: GitProgram,
  workTree: string,
  commit: Hex,
  packed: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let files = 0
  let bytes = 0
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]
  for await (const record of git.lines(args, { cwd: workTree, signal }, '\0')) {
    files++
    bytes += Number(/^\d+ blob [0-9a-f]+ +(\d+)\t/.exec(record)?.[1] ?? 0)
    // Before the end, for there may be none.
    checkCheckout(files, bytes, packed)
  }
  if (bytes > (await freeBytes(workTree))) throw diskFull(workTree)
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

/** The user's, as they hold for a repository at this place. */
export async function userSettings(git: GitProgram, workTree: string): Promise<UserSettings> {
  const args = ['config', '--null', '--get-regexp', USER_SETTINGS]
  const records = await git.run(args, { cwd: workTree, userConfig: true }).catch(() => '')
  return records
    .split('\0')
    .map((record) => record.split('\n'))
    .flatMap(([key, value]): [string, string][] => (key && value !== undefined ? [[key, value]] : []))
}

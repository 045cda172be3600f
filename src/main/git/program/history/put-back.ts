import { createHash } from 'node:crypto'
import { lstat, open, readlink, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { changedPaths, type ChangedPath } from './changed-paths.ts'

const NOTHING = '000000'
const LINK = '120000'

/**
 * Gives the working tree the files of `before`, which the index still has, where a move to `after` broke off: a full disk, a
 * file that another program held, a crash. Only what that move wrote is touched: files that are as in `after`, or begin so.
 */
export async function putBack(
  git: GitProgram,
  repository: Repository,
  { before, after }: { readonly before: Hex; readonly after: Hex },
  config: readonly (readonly [string, string])[],
): Promise<void> {
  const { gitDir, cwd } = inside(repository)
  const at = [gitDir, `--work-tree=${repository.path}`]
  const changed: ChangedPath[] = []
  for await (const change of changedPaths(git, repository, before, after)) changed.push(change)
  const files: ChangedPath[] = []
  const ours = new Set<string>()
  for (const change of changed) {
    const full = join(repository.path, change.path)
    const stat = await lstat(full).catch(() => null)
    if (!stat || (stat.isFile() && stat.size === 0)) ours.add(change.path)
    else if (stat.isDirectory()) await rmdir(full).catch(() => undefined)
    else if (stat.isSymbolicLink()) {
      if (change.to === LINK && blobOf(await readlink(full), repository) === change.blob)
        ours.add(change.path)
    } else if (!change.path.includes('\n')) files.push(change)
  }
  const input = files.map(({ path }) => `${path}\n`)
  const hashes = await git.run([...at, 'hash-object', '--stdin-paths'], { cwd, config, input })
  hashes.split('\n').forEach((hash, index) => {
    const file = files[index]
    if (file && hash === file.blob) ours.add(file.path)
  })
  for (const { path, blob } of files) {
    if (ours.has(path)) continue
    const whole = git.output([...at, 'cat-file', '--filters', `--path=${path}`, blob], { cwd, config })
    if (await isBeginOf(join(repository.path, path), whole)) ours.add(path)
  }
  for (const { path, from } of changed) {
    if (from !== NOTHING || !ours.has(path)) continue
    await rm(join(repository.path, path), { force: true })
    await removeEmptyFolders(repository.path, dirname(path))
  }
  const lost: string[] = []
  for (const { path, from } of changed) {
    if (from === NOTHING) continue
    // A folder in its place is gone only now.
    const isThere = await lstat(join(repository.path, path)).catch(() => null)
    if (!isThere || ours.has(path)) lost.push(`${path}\0`)
  }
  await git.run([...at, 'checkout-index', '-f', '-u', '-q', '-z', '--stdin'], {
    cwd,
    config,
    input: lost,
  })
}

/** Whether a file has the first bytes of what should be in it, and no other: the disk was full then, or git was killed. */
async function isBeginOf(path: string, whole: AsyncIterable<Buffer>): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    let seen = 0
    for await (const expected of whole) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(expected.length), 0, expected.length, null)
      if (!buffer.subarray(0, bytesRead).equals(expected.subarray(0, bytesRead))) return false
      seen += bytesRead
      if (bytesRead < expected.length) return seen === size
    }
    return false
  } catch {
    // The blob is not there either: whose the file is can't be told, so it stays.
    return false
  } finally {
    await file.close()
  }
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let path = folder; path !== '.'; path = dirname(path)) {
    const isGone = await rmdir(join(root, path)).then(
      () => true,
      () => false,
    )
    if (!isGone) return
  }
}

function blobOf(text: string, { objectFormat }: Repository): Hex {
  const bytes = Buffer.from(text)
  return createHash(objectFormat).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

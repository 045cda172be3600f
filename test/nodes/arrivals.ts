/** Commits that people make with plain git, and waiting for them at others. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { git } from '../git/user-git.ts'

/** Makes the repository `kite`, of one commit, somewhere below a folder. @returns its path */
export function makeKite(folder: string): string {
  const repository = join(folder, 'source', 'kite')
  mkdirSync(repository, { recursive: true })
  git(repository, 'init', '-q', '-b', 'main')
  commit(repository, 'one')
  return repository
}

/** Commits one file, and gives the commit. */
export function commit(repository: string, name: string, content = `${name}\n`): string {
  writeFileSync(join(repository, name), content)
  git(repository, 'add', '-A')
  git(repository, 'commit', '-qm', `Change ${name}`)
  return git(repository, 'rev-parse', 'HEAD')
}

/** What a ref, or a name of a commit, stands for; null where there is none. */
export function at(repository: string, ref: string): string | null {
  try {
    return git(repository, 'rev-parse', '--verify', '--quiet', ref)
  } catch {
    return null
  }
}

/** Looks until there is something to see; what throws isn't there yet. Milliseconds. */
export async function until<T>(what: string, look: () => T | Promise<T>, ms = 60_000): Promise<T> {
  for (const end = Date.now() + ms; ; await pause(50)) {
    const found = await Promise.resolve()
      .then(look)
      .catch(() => undefined)
    if (found) return found
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
  }
}

export const arrives = (repository: string, ref: string, sha: string): Promise<boolean> =>
  until(`${ref} in ${repository}`, () => at(repository, ref) === sha)

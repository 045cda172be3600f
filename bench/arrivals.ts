/** Commits that somebody makes with plain git, and their arrival at somebody else. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from './run.ts'

const ARRIVES_WITHIN = 30_000

/** A repository of its own to commit in: others use the generated one. */
export async function copyOf(workspace: Run['workspace'], { folder }: { folder: string }, name: string) {
  const copy = join(workspace.folder, name)
  await workspace.run(['git', 'clone', '--quiet', folder, copy])
  return { folder: copy }
}

export async function commit(workspace: Run['workspace'], folder: string, number: number): Promise<string> {
  writeFileSync(join(folder, `update-${number % 5}.txt`), `update ${number} at ${Date.now()}\n`)
  await workspace.run(['git', 'add', '-A'], folder)
  const author = ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org']
  await workspace.run(['git', ...author, 'commit', '--quiet', '-m', `Update ${number}`], folder)
  return (await workspace.run(['git', 'rev-parse', 'HEAD'], folder)).trim()
}

/** Looks at the file, not by git: a process for each look would take the cores from the nodes. */
export async function arrives(clone: string, sha: string): Promise<void> {
  const file = join(clone, '.git', 'refs', 'remotes', 'alice', 'main')
  for (const end = Date.now() + ARRIVES_WITHIN; Date.now() < end; await delay(5)) {
    if (existsSync(file) && readFileSync(file, 'utf8').trim() === sha) return
  }
  throw new Error(`a commit did not arrive within ${ARRIVES_WITHIN / 1000} s`)
}

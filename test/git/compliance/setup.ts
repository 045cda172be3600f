import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CloneSource, CloneTarget, Git, MadePack, Selection } from '../../../src/main/git/types.ts'
import { gitCommand } from '../git-command.ts'

/** What a suite gets: the back end under test, and a folder that is the suite's alone. */
export interface Bench {
  readonly git: () => Git
  readonly folder: string
}

export interface Published {
  readonly selection: Selection
  readonly packs: readonly MadePack[]
  readonly source: CloneSource
}

/** Opens, selects and packs a repository into a new folder beside it. */
export async function publish(
  git: Git,
  path: string,
  branches: readonly string[] | 'current' | 'all' = 'current',
  into = `${path}-packs-${Math.random().toString(36).slice(2)}`,
): Promise<Published> {
  const repository = await git.open(path)
  const selection = await git.select(repository, branches)
  const packs = await git.makePacks(repository, selection, into)
  const { head, refs } = selection
  return { selection, packs, source: { packs, objectFormat: repository.objectFormat, head, refs } }
}

/** Targets in a folder of their own, so that its entries show whatever is left behind. */
export function targetIn(folder: string, name = 'clone'): CloneTarget {
  return { path: join(folder, name), remote: 'alice', bare: join(folder, `${name}-bare.git`) }
}

export async function cloneInto(git: Git, source: CloneSource, target: CloneTarget): Promise<string> {
  await git.clone(source, target, () => undefined)
  return target.path
}

/** Files and folders below, for checking that nothing was left. A missing folder has none. */
export function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

export const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')

/** IDs of the objects in a pack file, by the real git, which reads and checks it all. */
export function objectsInPack(file: string, scratchRepository: string, format = 'sha1'): readonly string[] {
  const index = file.replace(/\.pack$/, '.idx')
  gitCommand(scratchRepository, 'index-pack', `--object-format=${format}`, '-o', index, file)
  return lines(gitCommand(scratchRepository, 'verify-pack', '-v', `--object-format=${format}`, index))
    .filter((line) => /^[0-9a-f]{40,64} (commit|tree|blob|tag)/.test(line))
    .map((line) => line.split(' ')[0] ?? '')
    .sort()
}

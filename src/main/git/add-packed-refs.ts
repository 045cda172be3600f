import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ref } from '../gtp/types.ts'
import { rewriteLocked } from './lock-file.ts'
import { formatPackedRefs, parsePackedRefs } from './packed-refs.ts'

/**
 * Adds refs to a repository that others change at the same time: all in one step, under git's lock. A tag that is there
 * already stays as it is, and what can't stand beside an existing ref (x and x/y) is left out.
 */
export async function addPackedRefs(commonDir: string, refs: readonly Ref[]): Promise<void> {
  const loose = await looseRefs(commonDir, 'refs')
  await rewriteLocked(join(commonDir, 'packed-refs'), (text) => {
    const packed = parsePackedRefs(text ?? '')
    const taken = new Set([...loose, ...packed.keys()])
    const folders = new Set([...taken].flatMap(parentsOf))
    const added = refs.filter(
      ({ name }) =>
        !(taken.has(name) && name.startsWith('refs/tags/')) &&
        !folders.has(name) &&
        !parentsOf(name).some((parent) => taken.has(parent)),
    )
    for (const ref of added) packed.set(ref.name, ref)
    return formatPackedRefs(packed.values())
  })
}

/** "refs/tags/a/b" lies in refs, refs/tags and refs/tags/a. */
function parentsOf(name: string): readonly string[] {
  const parents: string[] = []
  for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1))
    parents.push(name.slice(0, slash))
  return parents
}

// Names of the refs that have a file of their own.
async function looseRefs(commonDir: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(commonDir, folder), { withFileTypes: true })
  const names = await Promise.all(
    entries.map(async (entry): Promise<readonly string[]> => {
      const name = `${folder}/${entry.name}`
      // A ref or a folder of refs may go meanwhile.
      if (entry.isDirectory()) return looseRefs(commonDir, name).catch(() => [])
      return name.endsWith('.lock') ? [] : [name]
    }),
  )
  return names.flat()
}

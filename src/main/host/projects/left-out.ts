import type { HostContext, ProjectEntry } from '../context.ts'
import { openClone } from './open-clone.ts'

/** Branches of a repository all of which are published, but for these: their names would not be safe at others'. */
export async function leftOutOf(context: HostContext, { record }: ProjectEntry): Promise<string[]> {
  if (record.branches !== 'all') return []
  return [...(await context.git.select(await openClone(context.git, record), 'all')).leftOut]
}

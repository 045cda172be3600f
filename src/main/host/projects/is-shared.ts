import type { ProjectEntry } from '../context.ts'

/** Whether this node tells its network of a project: it has something of it that it checked, and is not leaving it. */
export function isShared({ record, known, leaving }: ProjectEntry): boolean {
  if (!known || leaving || record.stopped || record.state === 'failed') return false
  // Somebody's heads are only a claim until they were taken.
  return record.role !== 'related' || record.taken !== null
}

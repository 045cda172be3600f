/** Own heads that are published no longer wait on the disk as a list without reels: nothing of them is served. */
import type { StoredProject } from '../../store/projects.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { addEntry } from '../projects/entry.ts'

/** The list that was stopped of a joined project; undefined for none. */
async function stoppedOf(context: HostContext, project: ProjectEntry): Promise<StoredProject | undefined> {
  const stored = await context.projects.list()
  return stored.find(({ record }) => record.stopped && record.of === project.record.repoHash)
}

/** Puts it back into the node, still stopped until it is signed again; null where there is none that can be used. */
export async function takeUpStopped(
  context: HostContext,
  project: ProjectEntry,
): Promise<ProjectEntry | null> {
  const stored = await stoppedOf(context, project)
  return stored?.known
    ? addEntry(context, { ...stored.record, path: project.record.path }, stored.known)
    : null
}

/** @returns the hash of the list that is forgotten; null where there was none */
export async function forgetStopped(context: HostContext, project: ProjectEntry): Promise<string | null> {
  const stored = await stoppedOf(context, project)
  if (!stored) return null
  await context.projects.remove(stored.record.repoHash)
  return stored.record.repoHash
}

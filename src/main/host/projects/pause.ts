import type { HostContext, ProjectEntry } from '../context.ts'
import { updateRecord } from './entry.ts'

/** Stops fetching a project for now, or goes on with it; what is here is served all the while. */
export async function setPaused(context: HostContext, entry: ProjectEntry, paused: boolean): Promise<void> {
  context.swarm.input({ type: paused ? 'pause-repo' : 'resume-repo', repo: entry.record.repoHash })
  await updateRecord(context, entry, { paused })
}

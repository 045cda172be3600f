import type { HostContext, ProjectEntry } from '../context.ts'

/** The project is whole: the pack that was asked for is listed by nobody, and not kept. */
export async function forgetRequested(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { requested } = entry
  if (!requested) return
  entry.requested = null
  context.swarm.input({ type: 'close-reel', reel: requested.id })
  await context.reels.remove(requested.id)
}

import type { HostContext, ProjectEntry } from '../context.ts'

/** The pack that was asked for is listed by nobody, and not kept: the project is whole, or the pack is of no use. Never rejects. */
export async function forgetRequested(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { requested } = entry
  if (!requested) return
  entry.requested = entry.maker = null
  context.swarm.input({ type: 'close-reel', reel: requested.id })
  await context.reels.remove(requested.id).catch(() => undefined) // the next start does it
}

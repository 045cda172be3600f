import type { ProjectEntry } from '../context.ts'

/** Ends what is being made of a project: it waits for blocks that won't come. What is made next has a signal of its own. */
export async function breakOff(entry: ProjectEntry): Promise<void> {
  if (!entry.making) return
  entry.work.abort()
  entry.work = new AbortController()
  await entry.making
}

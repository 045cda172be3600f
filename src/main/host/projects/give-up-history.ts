/** A history that the newest references list no longer: its publisher serves it for a while, and then it can't be had. */
import type { HostContext, ProjectEntry } from '../context.ts'
import { failHistory } from './fail.ts'
import { historyOf, publishedAnew } from './tip-first.ts'

/** So long may nothing of it come. Milliseconds. */
const STALLED_FOR = 30_000

/** Looked at now and then: whether a history that is listed no longer is still coming. */
export async function tendUnlistedHistory(
  context: HostContext,
  entry: ProjectEntry,
  now: number,
): Promise<void> {
  const history = unlistedHistory(entry)
  const held = history && context.swarm.view().reels.find(({ id }) => id === history.id)
  if (!history || entry.requested || context.swarm.prefix(history.id) === history.bytes) {
    entry.unlisted = null
    return
  }
  const bytes = held?.bytesHave ?? 0
  if (entry.unlisted?.bytes !== bytes) entry.unlisted = { bytes, since: now }
  if (now - entry.unlisted.since < STALLED_FOR) return
  entry.unlisted = null
  entry.work.abort()
  entry.work = new AbortController()
  await failHistory(context, entry, publishedAnew(entry))
}

function unlistedHistory(entry: ProjectEntry) {
  const { newer, record } = entry
  if (!newer || record.state !== 'usable' || record.error || record.paused) return null
  const history = historyOf(entry)
  return history && !newer.references.reels.some(({ id }) => id === history.id) ? history : null
}

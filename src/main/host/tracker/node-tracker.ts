import type { Hex } from '../../../shared/model.ts'
import { createRateBuckets } from '../../net/rate-buckets.ts'
import { createTracker, type Tracker } from '../../tracker/serve.ts'
import type { HostContext } from '../context.ts'
import { isShared } from '../projects/is-shared.ts'
import { isComplete } from '../projects/open-reels.ts'

/**
 * References objects that the tracker adds to its answers, for each project. An asker makes up peer IDs as it likes, and
 * one object may have megabytes: beyond this, who wants it connects to a peer.
 */
const REFERENCES_PER_SECOND = 1
const REFERENCES_BURST = 10
/** Projects whose rate is remembered. */
const MAX_BUCKETS = 256

/** The tracker in this node: for what it publishes or takes part in, with itself as a peer of all that. */
export function createNodeTracker(context: HostContext): Tracker {
  const references = createRateBuckets(REFERENCES_PER_SECOND, REFERENCES_BURST, MAX_BUCKETS)
  const shared = (repo: Hex) => {
    const entry = context.entries.get(repo)
    return entry && isShared(entry) ? entry : null
  }
  return createTracker({
    isTracked: (repo) => shared(repo) !== null,
    references: (repo) =>
      references.take(repo) > 0 ? null : (shared(repo)?.known?.references.bytes ?? null),
    nameOf: (repo) => shared(repo)?.record.name ?? null,
    self(repo) {
      const entry = shared(repo)
      if (!entry) return null
      const { identity, port } = context
      return { peerId: identity.peerId, port, complete: isComplete(context, entry) }
    },
  })
}

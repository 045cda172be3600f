import type { HostContext, ProjectEntry } from '../context.ts'
import { newcomersPlan } from '../projects/plan.ts'
import { reelViews } from '../views/reel-views.ts'

/** What trackers are told of a project here: bytes since this node started, and whole per cent, 100 for all of it. */
export function transferOf(context: HostContext, { known, reels }: ProjectEntry) {
  const views = reelViews(context)
  const own = reels.flatMap(({ id }) => views.get(id) ?? [])
  const plan = known ? newcomersPlan(known.references) : []
  const total = plan.reduce((sum, { bytes }) => sum + bytes, 0)
  const have = plan.reduce((sum, { id }) => sum + (views.get(id)?.bytesHave ?? 0), 0)
  return {
    uploaded: own.reduce((sum, reel) => sum + reel.uploaded, 0),
    downloaded: own.reduce((sum, reel) => sum + reel.downloaded, 0),
    completed: total === 0 ? 0 : Math.floor((100 * have) / total),
  }
}

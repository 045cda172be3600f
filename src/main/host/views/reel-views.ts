import type { EngineView } from '../../engine/types.ts'
import type { HostContext } from '../context.ts'

/** The engine's view of each reel, by reel ID. */
export const reelViews = (context: HostContext): ReadonlyMap<string, EngineView['reels'][number]> =>
  new Map(context.swarm.view().reels.map((reel) => [reel.id, reel]))

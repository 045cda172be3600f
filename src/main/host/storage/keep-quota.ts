/** Keeps the store within its quota: looks when something has come, when the quota changes, and now and then. */
import { bytes } from '../../../shared/format.ts'
import type { HostContext } from '../context.ts'
import { bytesBeside, chooseEvictions } from './choose-evictions.ts'
import { evict } from './evict.ts'
import { keptReels } from './kept-reels.ts'

/** Who joined with us needs a moment to have everything, too. Milliseconds. */
export const LOOK_AFTER = 15_000
/** Others come and go, and a clone that git packs anew shares its files no longer. Milliseconds. */
export const LOOK_EVERY = 5 * 60_000

export interface QuotaKeeper {
  /** Something has come, or the quota is another one. */
  soon(after?: number): void
  stop(): void
}

export function createQuotaKeeper(context: HostContext): QuotaKeeper {
  let timer: NodeJS.Timeout | null = null
  let told = false

  const look = async () => {
    const { storeQuota } = context.settings.current
    if (storeQuota === null) return
    const over = await context.publishing(() => makeRoom(context, storeQuota))
    if (over > 0 && !told) {
      const text = `What is kept for others takes ${bytes(over)} more than ${bytes(storeQuota)}, the most that you allow: nobody else has enough of it yet, or you publish it; Settings, Storage shows what could go`
      context.activity.add({ kind: 'warning', project: null, person: null, text })
    }
    told = over > 0
  }

  const soon = (after = LOOK_AFTER) => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => {
      soon(LOOK_EVERY)
      look().catch((error: unknown) => {
        if (context.closing.signal.aborted) return
        const text = `The store could not be kept small: ${String(error)}`
        context.activity.add({ kind: 'warning', project: null, person: null, text })
      })
    }, after).unref()
  }
  soon(LOOK_EVERY)
  return {
    soon,
    stop: () => {
      if (timer) clearTimeout(timer)
    },
  }
}

/** @returns bytes that it still takes too much */
async function makeRoom(context: HostContext, quota: number): Promise<number> {
  const reels = await keptReels(context)
  const chosen = new Set(chooseEvictions(context.identity.peerId, reels, quota))
  await evict(context, [...chosen])
  return Math.max(0, bytesBeside(reels.filter((reel) => !chosen.has(reel))) - quota)
}

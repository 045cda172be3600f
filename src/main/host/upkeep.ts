/** What a node does now and then without being asked: what was kept for a while goes when its time is over. */
import type { HostContext } from './context.ts'
import { forgetKept } from './family/forget-kept.ts'
import { dropRetired } from './heads/drop-retired.ts'
import { dropUnusedForGit } from './projects/for-git.ts'

/** A start has more urgent work, and a node that is soon stopped again needs none of this. Milliseconds. */
export const UPKEEP_AFTER = 5 * 60_000
/** Within the step of the clock that tells ages. Milliseconds. */
export const UPKEEP_EVERY = 3600_000
/** Users' repositories are looked at less often. Milliseconds. */
export const FORGET_KEPT_EVERY = 24 * 3600_000

/** @returns ends it */
export function startUpkeep(context: HostContext): () => void {
  let forgot = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout

  const work = async () => {
    await context.ages.look()
    await dropRetired(context)
    if (context.ages.now() - forgot < FORGET_KEPT_EVERY) return
    forgot = context.ages.now()
    await forgetKept(context)
    await dropUnusedForGit(context)
  }
  const again = (after: number) => {
    timer = setTimeout(() => {
      again(UPKEEP_EVERY)
      work().catch((error: unknown) => {
        const text = `What is old could not be tidied up: ${String(error)}`
        context.activity.add({ kind: 'warning', project: null, person: null, text })
      })
    }, after).unref()
  }
  again(UPKEEP_AFTER)

  return () => clearTimeout(timer)
}

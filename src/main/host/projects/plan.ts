import { planReels } from '../../gtp/plan-reels.ts'
import type { ReelInfo, References } from '../../gtp/types.ts'

const plans = new WeakMap<object, readonly ReelInfo[]>()

/** The reels that a newcomer needs, in order; the list may hold further ones, for those who have some already. */
export function newcomersPlan(references: Pick<References, 'refs' | 'reels'>): readonly ReelInfo[] {
  const plan = plans.get(references) ?? planReels(references, () => false)
  plans.set(references, plan)
  return plan
}

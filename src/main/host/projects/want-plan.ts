import type { HostContext, ProjectEntry } from '../context.ts'
import { newcomersPlan } from './plan.ts'

/**
 * Bytes of history per second until the tip is checked out, where both take from the same processors: somebody waits for
 * his files. Git indexes about as much, so that the whole comes no later; and 100 Mbit/s carry less.
 */
export const HISTORY_PACE = 20e6
const PRIORITY = { tip: 0, append: 1, history: 2 }

/** Asks the swarm for what a newcomer to a project needs, what one can work with first. */
export function wantPlan(context: HostContext, { known, record, wholeFirst }: ProjectEntry): void {
  if (!known) return
  const plan = newcomersPlan(known.references)
  const tipFirst = context.git.tipFirst && !wholeFirst && plan.some(({ kind }) => kind === 'tip')
  const isPaced = tipFirst && record.state === 'joining'
  const reels = plan.map(({ id, kind }) => {
    const stream = kind === 'history'
    return { id, priority: PRIORITY[kind], stream, ...(stream && isPaced ? { pace: HISTORY_PACE } : {}) }
  })
  context.swarm.input({ type: 'want', repo: record.repoHash, reels })
}

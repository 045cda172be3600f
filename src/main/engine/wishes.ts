/** Reels still to be fetched, made anew only when something about them has changed. */
import type { Hex } from '../../shared/model.ts'
import { isComplete, type EngineState, type Wanted, type Wish } from './state.ts'

/** The most urgent first. */
export const wishesOf = (state: EngineState): readonly Wish[] => (state.wishes ??= collect(state))

/** To be called when a reel was opened, closed or completed, or what is wanted has changed. */
export const forgetWishes = (state: EngineState): void => void (state.wishes = null)

function collect(state: EngineState): Wish[] {
  const wanted = new Map<Hex, Wanted>()
  for (const repo of state.repos.values()) {
    if (repo.paused) continue
    for (const [id, { priority, stream }] of repo.wanted) {
      const before = wanted.get(id)
      wanted.set(id, {
        priority: Math.min(priority, before?.priority ?? priority),
        stream: stream || before?.stream === true,
      })
    }
  }
  const wishes: Wish[] = []
  for (const [id, one] of wanted) {
    const reel = state.reels.get(id)
    if (reel && !isComplete(reel)) wishes.push({ ...one, reel })
  }
  return wishes.sort((a, b) => a.priority - b.priority)
}

import type { Hex } from '../../shared/model.ts'
import { expire } from './forget.ts'
import { MAX_SHOWN_REPOS } from './limits.ts'
import type { ShownRepo, TrackerView } from './page.ts'
import { countsOf } from './pools.ts'
import type { TrackerState } from './state.ts'

/** What a tracker knows now: those known longest are shown, most peers first. `now` in milliseconds. */
export function viewTracker(
  state: TrackerState,
  nameOf: (repo: Hex) => string | null,
  now: number,
): TrackerView {
  expire(state, now)
  const shown: ShownRepo[] = []
  for (const repo of state.repos.values()) {
    if (shown.length >= MAX_SHOWN_REPOS) break
    shown.push({ repo: repo.hash, name: nameOf(repo.hash), ...countsOf(repo) })
  }
  shown.sort((a, b) => b.complete + b.incomplete - (a.complete + a.incomplete))
  return { shown, repos: state.repos.size, peers: state.peers }
}

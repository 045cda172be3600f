import type { Activity, Hex } from '../../../shared/model.ts'

/**
 * The newest merge, if it can be taken back: an older one lies beneath it and can't.
 * @param activities in any order
 * @param project    of this project alone; without it of any
 */
export function newestUndo(activities: Iterable<Activity>, project?: Hex): Activity | null {
  let newest: Activity | null = null
  for (const each of activities) {
    const counts = each.kind === 'merged' && each.undo !== 'done'
    if (!counts || (project !== undefined && each.project !== project)) continue
    if (!newest || each.id > newest.id) newest = each
  }
  return newest?.undo === 'possible' ? newest : null
}

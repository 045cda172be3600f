import type { Activity } from '../../../shared/model.ts'

const CALLING: ReadonlySet<Activity['kind']> = new Set(['failed', 'refused', 'warning', 'conflicted'])

/** Whether somebody should look at it, rather than merely can. */
export const needsAttention = (activity: Activity) => CALLING.has(activity.kind)

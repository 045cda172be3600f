import { chartPath } from './chart-path.ts'

export const SPARK = { width: 208, height: 22 } as const
/** Room above, so that the line's width is not cut. */
const TOP = 2
/** Below this a second of rest would look like a mountain. Bytes per second. */
const LEAST_PEAK = 16_000

/**
 * An SVG path through samples, scaled to their peak.
 * @param samples bytes per second, oldest first
 * @param count   samples that fill the width; those that are missing were at rest
 */
export const sparkPath = (samples: readonly number[], count: number): string =>
  chartPath(samples, { ...SPARK, count, top: TOP, peak: Math.max(LEAST_PEAK, ...samples) })

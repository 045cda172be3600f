export interface ChartBox {
  /** Samples that fill the width; those that are missing were at rest. */
  readonly count: number
  readonly width: number
  readonly height: number
  /** Room above the highest point, in the same units. */
  readonly top: number
  /** The value that reaches it. */
  readonly peak: number
}

/** Below the lowest point, so that the line's width is not cut. */
const BOTTOM = 2

/**
 * An SVG path through samples; a flat line at the bottom where all rest.
 * @param samples oldest first
 */
export function chartPath(samples: readonly number[], { count, width, height, top, peak }: ChartBox): string {
  const step = width / Math.max(1, count - 1)
  const all = [...Array<number>(Math.max(0, count - samples.length)).fill(0), ...samples]
  const points = all.map((sample, index) => {
    const y = height - BOTTOM - (Math.max(0, sample) / peak) * (height - top - BOTTOM)
    return `${(index * step).toFixed(1)} ${y.toFixed(1)}`
  })
  return `M${points.join('L')}`
}

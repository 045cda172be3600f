const WIDTH = 208
const HEIGHT = 22
/** Room above and below, so that the line's width is not cut. */
const MARGIN = 2
/** Below this a second of rest would look like a mountain. Bytes per second. */
const LEAST_PEAK = 16_000

/**
 * An SVG path through samples, scaled to their peak; a flat line at the bottom when all rest.
 * @param samples bytes per second, oldest first
 * @param count   samples that fill the width; those that are missing were at rest
 */
export function sparkPath(samples: readonly number[], count: number): string {
  const peak = Math.max(LEAST_PEAK, ...samples)
  const step = WIDTH / Math.max(1, count - 1)
  const points = [...Array<number>(Math.max(0, count - samples.length)).fill(0), ...samples].map(
    (sample, index) => {
      const y = HEIGHT - MARGIN - (Math.max(0, sample) / peak) * (HEIGHT - 2 * MARGIN)
      return `${(index * step).toFixed(1)} ${y.toFixed(1)}`
    },
  )
  return `M${points.join('L')}`
}

export const SPARK = { width: WIDTH, height: HEIGHT } as const

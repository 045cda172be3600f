/** Which rows of a long list are drawn. */

export const ROW_HEIGHT = 34
/** Rows drawn above and below what is in sight. */
const MARGIN = 10

export interface Range {
  readonly first: number
  /** The one after the last. */
  readonly end: number
}

/**
 * @param top    pixels scrolled
 * @param height pixels in sight
 * @param count  rows in all
 */
export function rangeOf(top: number, height: number, count: number): Range {
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN)
  const end = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN)
  return { first: Math.min(first, end), end }
}

/** Where to scroll so that a row is in sight; `top` itself where it is. */
export function reveal(top: number, height: number, index: number): number {
  const row = index * ROW_HEIGHT
  if (row < top) return row
  return row + ROW_HEIGHT > top + height ? row + ROW_HEIGHT - height : top
}

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
 * @param row    height of one
 */
export function rangeOf(top: number, height: number, count: number, row = ROW_HEIGHT): Range {
  const first = Math.max(0, Math.floor(top / row) - MARGIN)
  const end = Math.min(count, Math.ceil((top + height) / row) + MARGIN)
  return { first: Math.min(first, end), end }
}

/** Where to scroll so that a row is in sight; `top` itself where it is. */
export function reveal(top: number, height: number, index: number, row = ROW_HEIGHT): number {
  const at = index * row
  if (at < top) return at
  return at + row > top + height ? at + row - height : top
}

/** Finding commands by what is typed: each word somewhere, in any order, the beginnings of words first. */

/** Characters of a text that were asked for: from, up to. */
export type Range = readonly [from: number, to: number]

export interface Match {
  /** The lower, the better. */
  readonly cost: number
  /** Sorted, not overlapping. */
  readonly ranges: readonly Range[]
}

/** What a letter in the middle of a word costs, beside one at its beginning. */
const WITHIN_WORD = 100

/** @returns null where a word of the query is nowhere in the text */
export function match(query: string, text: string): Match | null {
  const lower = text.toLowerCase()
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const ranges: Range[] = []
  let cost = 0
  // Long words first: a short one may lie within them.
  for (const word of words.sort((a, b) => b.length - a.length)) {
    const at = find(word, lower, ranges)
    if (at < 0) return null
    cost += at + (isWordStart(lower, at) ? 0 : WITHIN_WORD)
    ranges.push([at, at + word.length])
  }
  return { cost, ranges: ranges.sort(([a], [b]) => a - b) }
}

/** Where a word stands that is free yet: at the beginning of a word if it can be. */
function find(word: string, text: string, taken: readonly Range[]): number {
  let within = -1
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (taken.some(([from, to]) => at < to && at + word.length > from)) continue
    if (isWordStart(text, at)) return at
    if (within < 0) within = at
  }
  return within
}

const isWordStart = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)

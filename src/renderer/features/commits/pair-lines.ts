/** A patch's lines side by side: what was on the left, what is now on the right. */
import type { DiffLine } from './parse-patch.ts'

export interface Pair {
  /** A hunk's heading goes across; null for all else. */
  readonly across: DiffLine | null
  readonly left: DiffLine | null
  readonly right: DiffLine | null
}

/** Lines that took the place of others stand beside them; where there are more on one side, the other is empty. */
export function pairLines(lines: readonly DiffLine[]): Pair[] {
  const pairs: Pair[] = []
  let gone: DiffLine[] = []
  let fresh: DiffLine[] = []
  const flush = () => {
    for (let index = 0; index < Math.max(gone.length, fresh.length); index++) {
      pairs.push({ across: null, left: gone[index] ?? null, right: fresh[index] ?? null })
    }
    gone = []
    fresh = []
  }
  lines.forEach((line, index) => {
    switch (line.kind) {
      case 'gone':
        // Lines that go after others came are another change.
        if (fresh.length > 0) flush()
        return gone.push(line)
      case 'new':
        return fresh.push(line)
      case 'note':
        // "No newline at end of file", of the side whose line it follows; of both, where that didn't change.
        if (lines[index - 1]?.kind === 'gone') return gone.push(line)
        if (lines[index - 1]?.kind === 'new') return fresh.push(line)
        return pairs.push({ across: null, left: line, right: line })
      case 'hunk':
        flush()
        return pairs.push({ across: line, left: null, right: null })
      case 'same':
        flush()
        return pairs.push({ across: null, left: line, right: line })
    }
  })
  flush()
  return pairs
}

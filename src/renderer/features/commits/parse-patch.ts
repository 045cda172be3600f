/** A unified patch of one file as lines to draw. */

export interface DiffLine {
  readonly kind: 'hunk' | 'same' | 'gone' | 'new' | 'note'
  /** Line numbers before and after; null where there is none. */
  readonly before: number | null
  readonly after: number | null
  readonly text: string
  /** The changed part of `text`, where a line was replaced by one much like it: from, to. */
  readonly mark: readonly [number, number] | null
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/

/**
 * @param patch unified hunks without file headers
 * @returns one entry a line; a hunk's own line carries what git found to stand above it
 */
export function parsePatch(patch: string): DiffLine[] {
  if (patch === '') return []
  const lines: DiffLine[] = []
  let [before, after] = [0, 0]
  for (const text of patch.replace(/\n$/, '').split('\n')) {
    const hunk = HUNK.exec(text)
    const rest = text.slice(1)
    if (hunk) {
      ;[before, after] = [Number(hunk[1]), Number(hunk[2])]
      lines.push({ ...plain('hunk', hunk[3] ?? '') })
    } else if (text.startsWith('-')) lines.push({ ...plain('gone', rest), before: before++ })
    else if (text.startsWith('+')) lines.push({ ...plain('new', rest), after: after++ })
    else if (text.startsWith('\\')) lines.push(plain('note', rest.trim()))
    else lines.push({ ...plain('same', rest), before: before++, after: after++ })
  }
  return markWords(lines)
}

const plain = (kind: DiffLine['kind'], text: string): DiffLine => ({
  ...{ kind, text, before: null, after: null, mark: null },
})

/** Where a run of lines was replaced, each is compared with the one in its place. */
function markWords(lines: readonly DiffLine[]): DiffLine[] {
  const marked = [...lines]
  for (let start = 0; start < lines.length; start++) {
    if (lines[start]!.kind !== 'gone') continue
    const gone = runLength(lines, start, 'gone')
    const fresh = runLength(lines, start + gone, 'new')
    for (let index = start; index < start + Math.min(gone, fresh); index++) {
      const [old, now] = [lines[index]!, lines[index + gone]!]
      const marks = changedPart(old.text, now.text)
      if (!marks) continue
      marked[index] = { ...old, mark: marks[0] }
      marked[index + gone] = { ...now, mark: marks[1] }
    }
    start += gone + fresh - 1
  }
  return marked
}

function runLength(lines: readonly DiffLine[], start: number, kind: DiffLine['kind']): number {
  let end = start
  while (lines[end]?.kind === kind) end++
  return end - start
}

/** What lies between the common beginning and the common end; null where too little is common to be of help. */
function changedPart(
  old: string,
  now: string,
): [readonly [number, number], readonly [number, number]] | null {
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head++
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  if (head + tail < Math.max(old.length, now.length) * 0.4) return null
  return [
    [head, old.length - tail],
    [head, now.length - tail],
  ]
}

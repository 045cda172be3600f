/** The hunks of each file of a diff, in order, without file headers; empty where a file has none. */
export function splitPatch(text: string): string[] {
  const patches: string[] = []
  let hunks: string[] | null = null
  let left = { before: 0, after: 0 }
  for (const line of text.split('\n')) {
    const inHunk = left.before > 0 || left.after > 0
    if (!inHunk && line.startsWith('diff --git ')) {
      if (hunks) patches.push(hunks.join('\n'))
      hunks = []
      continue
    }
    const header = inHunk ? null : /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line)
    if (header) {
      left = { before: Number(header[1] ?? 1), after: Number(header[2] ?? 1) }
      hunks?.push(line)
      continue
    }
    if (!inHunk && !line.startsWith('\\')) continue
    if (line.startsWith(' ') || line === '') left = { before: left.before - 1, after: left.after - 1 }
    else if (line.startsWith('-')) left.before--
    else if (line.startsWith('+')) left.after--
    hunks?.push(line)
  }
  if (hunks) patches.push(hunks.join('\n'))
  return patches
}

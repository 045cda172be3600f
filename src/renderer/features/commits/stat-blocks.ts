/** How five small blocks share a file's additions and deletions: each kind that is there gets at least one. */
export function statBlocks(
  additions: number,
  deletions: number,
): { readonly added: number; readonly gone: number } {
  const all = additions + deletions
  if (all === 0) return { added: 0, gone: 0 }
  const added = Math.round((5 * additions) / all)
  const least = additions > 0 ? 1 : 0
  const most = deletions > 0 ? 4 : 5
  const blocks = Math.min(most, Math.max(least, added))
  return { added: blocks, gone: 5 - blocks }
}

import type { CommitRow } from '../../../../shared/model.ts'

/** Moves a commit that comes before one of its children behind the last of them. Others keep their order. */
export function childrenFirst(rows: readonly CommitRow[]): readonly CommitRow[] {
  const children = new Map<string, number>()
  for (const { parents } of rows) {
    for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1)
  }
  const ordered: CommitRow[] = []
  const held = new Map<string, CommitRow>()
  const place = (row: CommitRow): void => {
    const ready = [row]
    for (let next = ready.pop(); next; next = ready.pop()) {
      ordered.push(next)
      for (const parent of next.parents) {
        const left = (children.get(parent) ?? 0) - 1
        children.set(parent, left)
        const freed = left === 0 ? held.get(parent) : undefined
        if (freed) ready.push(freed)
      }
    }
  }
  for (const row of rows) {
    if ((children.get(row.sha) ?? 0) > 0) held.set(row.sha, row)
    else place(row)
  }
  return ordered
}

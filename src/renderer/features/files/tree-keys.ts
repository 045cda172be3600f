/** What keys do in the tree, by the ARIA practices for trees. */
import type { Row } from './rows.ts'

export type TreeAction =
  | { readonly kind: 'to'; readonly index: number }
  | { readonly kind: 'fold' | 'unfold'; readonly path: string }
  | { readonly kind: 'enter' }

/**
 * @param at   index of the current row; -1 for none
 * @param page rows in sight
 */
export function actionOf(key: string, rows: readonly Row[], at: number, page: number): TreeAction | null {
  const row = rows[at]
  const to = (index: number): TreeAction => ({
    kind: 'to',
    index: Math.max(0, Math.min(index, rows.length - 1)),
  })
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(at + 1)
    case 'ArrowUp':
    case 'k':
      return to(at - 1)
    case 'PageDown':
      return to(at + page)
    case 'PageUp':
      return to(at - page)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'ArrowRight':
      if (row?.kind !== 'folder') return null
      if (!row.open) return { kind: 'unfold', path: row.path }
      return (rows[at + 1]?.level ?? 0) > row.level ? to(at + 1) : null
    case 'ArrowLeft':
      if (!row) return null
      if (row.kind === 'folder' && row.open) return { kind: 'fold', path: row.path }
      return row.level > 1 ? to(parentAt(rows, at)) : null
    case 'Enter':
    case ' ':
      if (row?.kind !== 'folder') return row ? { kind: 'enter' } : null
      return { kind: row.open ? 'fold' : 'unfold', path: row.path }
  }
  return null
}

function parentAt(rows: readonly Row[], at: number): number {
  const { level } = rows[at]!
  let index = at
  while (index > 0 && rows[index]!.level >= level) index--
  return index
}

/**
 * The row that typed letters lead to: the next whose name begins with them, from the current one on for more letters, from
 * the one after it for the first, or for one letter typed again and again. -1 where there is none.
 */
export function typedTo(typed: string, rows: readonly Row[], at: number): number {
  const letters = [...typed.toLowerCase()]
  const same = letters.every((letter) => letter === letters[0])
  const wanted = same ? letters[0]! : letters.join('')
  const start = Math.max(0, same ? at + 1 : at)
  for (let step = 0; step < rows.length; step++) {
    const index = (start + step) % rows.length
    const row = rows[index]!
    if (row.kind !== 'cut' && row.name.toLowerCase().startsWith(wanted)) return index
  }
  return -1
}

import { useEffect } from 'react'
import { copy, store } from '../../store/app.ts'
import { isTyping } from '../shell/useShortcuts.ts'
import type { Row } from './lanes.ts'
import { PANEL_ID } from './CommitPanel.tsx'

interface Keys {
  readonly rows: readonly Row[]
  /** Index of the selected row; -1 for none. */
  readonly at: number
  /** Rows in sight, for Page Up and Page Down. */
  page(): number
  select(row: Row | null): void
  focusList(): void
  /** What M does; undefined when there is nothing to merge. */
  merge?: (() => void) | undefined
}

/** The keyboard of Commits: J K or arrows move, Enter goes into the commit, Esc out of it, Y copies the hash, M merges. */
export function useCommitKeys(keys: Keys) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, singleKeys } = store.getState()
      if (dialog || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || (event.target as HTMLElement).closest('[role=menu]')) return
      const run = actionOf(event, keys)
      if (!run || (/^[a-z]$/i.test(event.key) && !singleKeys)) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [keys])
}

function actionOf(event: KeyboardEvent, keys: Keys): (() => void) | undefined {
  const { rows, at, page, select, focusList, merge } = keys
  const target = event.target as HTMLElement
  const inPanel = target.closest(`#${PANEL_ID}`) !== null
  const inList = target === document.body || target.role === 'listbox'
  const to = (index: number) => () => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))]
    if (row) select(row)
  }
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'j':
      return to(at + 1)
    case 'k':
      return to(at - 1)
    case 'ArrowDown':
      return inList ? to(at + 1) : undefined
    case 'ArrowUp':
      return inList ? to(at - 1) : undefined
    case 'PageDown':
      return inList ? to(at + page()) : undefined
    case 'PageUp':
      return inList ? to(at - page()) : undefined
    case 'Home':
      return inList ? to(0) : undefined
    case 'End':
      return inList ? to(rows.length - 1) : undefined
    case 'Enter':
      return inList ? () => enter(keys) : undefined
    case 'Escape':
      return inPanel ? focusList : at >= 0 ? () => select(null) : undefined
    case 'y':
      return at >= 0 ? () => void copy(rows[at]!.commit.sha, 'the hash') : undefined
    case 'm':
      return event.shiftKey ? undefined : merge
  }
  return undefined
}

/** Into the selected commit; the first one is selected where none is. */
function enter({ rows, at, select }: Keys) {
  if (at < 0 && rows[0]) select(rows[0])
  requestAnimationFrame(() => document.getElementById(PANEL_ID)?.focus())
}

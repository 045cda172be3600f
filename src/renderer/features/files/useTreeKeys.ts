import { useEffect, useRef } from 'react'
import { store } from '../../store/app.ts'
import { isTyping } from '../shell/useShortcuts.ts'
import { VIEW_ID } from './FileView.tsx'
import type { Row, TreeRow } from './rows.ts'
import { actionOf, typedTo } from './tree-keys.ts'

interface Keys {
  readonly rows: readonly Row[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  /** Rows in sight, for Page Up and Page Down. */
  page(): number
  go(row: TreeRow): void
  unfold(path: string, on: boolean): void
  /** Into the file. */
  enter(): void
  /** Back to the tree. */
  leave(): void
}

/** Time in which a letter goes on with what was typed. */
const TYPED_MS = 800
/** What was typed of a name, and how it ends. */
interface Typed {
  readonly text: string
  end(): void
}
const NOTHING: Typed = { text: '', end: () => {} }
/** Letters that do something else on this page, so that no name is begun with them while letters are shortcuts. */
const TAKEN = /^[bcdegjktp?]$/i

/** The keyboard of Files: J K or arrows move, → ← unfold and fold, Enter goes into the file, Esc out of it, letters find. */
export function useTreeKeys(keys: Keys) {
  const typed = useRef<Typed>(NOTHING)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, singleKeys } = store.getState()
      const target = event.target as HTMLElement
      if (dialog || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (target.closest('[role=menu], [role=dialog]')) return
      const inTree = target.role === 'tree'
      const { text } = typed.current
      const begins =
        inTree && event.key.length === 1 && event.key !== ' ' && !(singleKeys && TAKEN.test(event.key))
      if (begins || (inTree && text !== '' && event.key.length === 1)) {
        event.preventDefault()
        return type(target, event.key)
      }
      typed.current.end()
      if (
        (!inTree && isTyping(target)) ||
        !(inTree || target === document.body || /^[jk]$/.test(event.key))
      ) {
        if (event.key !== 'Escape' || !target.closest(`#${VIEW_ID}`)) return
        event.preventDefault()
        return keys.leave()
      }
      if (/^[a-z]$/i.test(event.key) && !singleKeys) return
      if (run(event.key)) event.preventDefault()
    }

    const run = (key: string): boolean => {
      const { rows, at } = keys
      const action = actionOf(key, rows, at, keys.page())
      if (!action) return false
      if (action.kind === 'enter') keys.enter()
      else if (action.kind !== 'to') keys.unfold(action.path, action.kind === 'unfold')
      else go(action.index)
      return true
    }
    const go = (index: number) => {
      const row = keys.rows[index]
      if (row && row.kind !== 'cut') keys.go(row)
    }
    const type = (tree: HTMLElement, letter: string) => {
      const { text, end: endBefore } = typed.current
      endBefore()
      // Until it ends, shortcuts leave the letters to it.
      tree.dataset['typing'] = ''
      const timer = setTimeout(() => end(), TYPED_MS)
      const end = () => {
        clearTimeout(timer)
        typed.current = NOTHING
        delete tree.dataset['typing']
      }
      typed.current = { text: text + letter, end }
      const index = typedTo(text + letter, keys.rows, keys.at)
      if (index >= 0) go(index)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [keys])
}

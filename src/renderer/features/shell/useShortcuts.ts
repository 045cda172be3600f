import { useEffect } from 'react'
import { go, store } from '../../store/app.ts'
import { undoNewest } from '../activity/undo.ts'
import { projectsByName } from '../projects/by-name.ts'

/** What takes letters: fields, and a tree in which somebody types the beginning of a name. */
const TYPED_IN = 'input, textarea, select, [contenteditable=true], [data-typing]'

/** True while keys belong to text. */
export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest(TYPED_IN) !== null

/** Keys that work on every screen. Single letters are ignored in fields and can be turned off (WCAG 2.1.4). */
export function useShortcuts() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, openDialog, singleKeys } = store.getState()
      if (dialog || event.defaultPrevented || event.altKey) return
      const run = event.ctrlKey || event.metaKey ? modified(event) : undefined
      if (run) {
        event.preventDefault()
        run()
      } else if (event.key === '?' && singleKeys && !isTyping(event.target)) {
        event.preventDefault()
        openDialog({ name: 'shortcuts' })
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** What a key does together with ⌘ or Ctrl. */
function modified(event: KeyboardEvent): (() => void) | undefined {
  const { openDialog, state } = store.getState()
  const key = event.key.toLowerCase()
  if (event.shiftKey) return key === 'p' ? () => openDialog({ name: 'publish' }) : undefined
  switch (key) {
    case '1':
      return () => go({ name: 'nearby' })
    case '2':
      return () => go({ name: 'activity' })
    case ',':
      return () => go({ name: 'settings' })
    case 'z':
      // In a field it takes back what was typed.
      return isTyping(event.target) ? undefined : undoNewest
    case 'k':
      return () => openDialog({ name: 'palette' })
    case 'l':
      return () => openDialog({ name: 'join' })
  }
  if (!/^[3-9]$/.test(key)) return undefined
  const project = projectsByName(state)[Number(key) - 3]
  return project && (() => go({ name: 'project', repoHash: project.repoHash }))
}

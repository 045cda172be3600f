import { useEffect } from 'react'
import { store } from '../../store/app.ts'
import { isTyping } from '../shell/useShortcuts.ts'

/** J and K, or the arrows within the feed, move from one article to the next. */
export function useFeedKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, singleKeys } = store.getState()
      if (dialog || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target)) return
      const step = stepOf(event.key, singleKeys)
      if (step === 0) return
      const articles = [...document.querySelectorAll<HTMLElement>('[role=feed] article')]
      const at = articles.findIndex((article) => article.contains(document.activeElement))
      if (at < 0 && event.key.startsWith('Arrow')) return
      event.preventDefault()
      articles[Math.max(0, Math.min(at + step, articles.length - 1))]?.focus()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function stepOf(key: string, singleKeys: boolean): number {
  if (key === 'ArrowDown' || (singleKeys && key.toLowerCase() === 'j')) return 1
  if (key === 'ArrowUp' || (singleKeys && key.toLowerCase() === 'k')) return -1
  return 0
}

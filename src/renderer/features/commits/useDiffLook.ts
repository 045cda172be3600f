import { useEffect, useState, type RefObject } from 'react'
import { useApp } from '../../store/app.ts'
import type { DiffLook } from '../../store/ui.ts'

/** Pixels that two columns of code need. */
const WIDE_ENOUGH = 560

/** How diffs are drawn: as the user chose, and inline where two columns have no room. */
export function useDiffLook(panel: RefObject<HTMLElement | null>): {
  readonly chosen: DiffLook
  readonly drawn: DiffLook
} {
  const chosen = useApp((app) => app.diffLook)
  const [wide, setWide] = useState(false)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWide((entry?.contentRect.width ?? 0) >= WIDE_ENOUGH))
    observer.observe(panel.current!)
    return () => observer.disconnect()
  }, [panel])
  return { chosen, drawn: wide ? chosen : 'inline' }
}

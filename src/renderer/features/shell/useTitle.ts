import { useEffect } from 'react'
import { unreadOfAll } from '../../../shared/unread.ts'
import { useApp } from '../../store/app.ts'

/** The window's title: where one is, and how many commits wait to be read. A tab of a browser shows no more of it. */
export function useTitle(label: string): void {
  const unread = useApp(({ state }) => unreadOfAll(state?.projects))
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${label} · GitTorrent`
  }, [label, unread])
}

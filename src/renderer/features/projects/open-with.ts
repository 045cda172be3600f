import { Code, Folder, SquareTerminal, type LucideIcon } from 'lucide-react'
import type { Hex, OpenWith, Project } from '../../../shared/model.ts'
import { attempt, session, store } from '../../store/app.ts'

/** In what a clone can be opened: name, key, icon. */
export const OPENERS: readonly {
  readonly what: OpenWith
  readonly label: string
  readonly key: string
  readonly icon: LucideIcon
}[] = [
  { what: 'editor', label: 'Open in editor', key: 'E', icon: Code },
  { what: 'terminal', label: 'Open terminal here', key: 'T', icon: SquareTerminal },
  { what: 'folder', label: 'Show folder', key: 'D', icon: Folder },
]

export const hasClone = ({ state }: Project) => state === 'usable' || state === 'joined'

/** Opens a clone on the desktop, and says in what: a window may come up behind this one. */
export async function openWith(project: Hex, what: OpenWith): Promise<void> {
  const done = await attempt(session.call('openWith', { project, what }))
  if (done) store.getState().toast('plain', `Opening ${done.program}`)
}

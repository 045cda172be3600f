/** This window's store and session: the only instances, made where the window is. */
import { useStore } from 'zustand'
import type { NodeView, Project } from '../../shared/model.ts'
import { AppError } from '../../shared/errors.ts'
import { openPort } from '../port.ts'
import { sentences, shown } from '../../shared/text.ts'
import { createSession } from './session.ts'
import { createAppStore, type App } from './store.ts'
import { hrefOf, type View } from '../../shared/view.ts'

export const store = createAppStore(window.localStorage)

export const session = createSession({
  store,
  openPort,
  onJoinEnded: ({ project, to }) => {
    const name = shown(project.name, 60)
    const { toast } = store.getState()
    const open = { label: 'Open', run: () => go({ name: 'project', repoHash: project.repoHash }) }
    if (to === 'joined') toast('ok', `${name} is joined: a normal git clone in ${project.path}`, open)
    else toast('bad', `${name} was not joined. ${sentences(project.error?.message ?? '')}`, open)
  },
})

export const useApp = <T>(select: (app: App) => T): T => useStore(store, select)
export const useNode = (): NodeView | undefined => useApp((app) => app.state?.node.self)
export const useProject = (repoHash: string): Project | undefined =>
  useApp((app) => app.state?.projects[repoHash])
/** This node's peer ID; null before the first snapshot. */
export const useSelfId = () => useApp((app) => app.state?.node.self.peerId ?? null)
export const useOnline = () => useApp((app) => app.connection.status === 'connected')

/** Shows another screen; the address follows, so Back leads here again. */
export const go = (view: View) => {
  location.hash = hrefOf(view)
}

/** Runs a command that somebody clicked; what goes wrong is told in a toast. Resolves to undefined then. */
export async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (thrown) {
    const error = AppError.of(thrown)
    store.getState().toast('bad', sentences(error.message, error.action))
    return undefined
  }
}

/** Puts text on the clipboard and says so. */
export async function copy(text: string, what: string): Promise<void> {
  const { toast } = store.getState()
  try {
    await navigator.clipboard.writeText(text)
    toast('plain', `Copied ${what}`)
  } catch {
    toast('bad', 'The clipboard refused. Select the text and copy it by hand.')
  }
}

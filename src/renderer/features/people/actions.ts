import type { Hex, RemotePerson } from '../../../shared/model.ts'
import { attempt, session, store } from '../../store/app.ts'
import { shown } from '../../../shared/text.ts'
import { newestUndo } from '../activity/newest-undo.ts'
import { undo } from '../activity/undo.ts'

/** The activity of a merge comes with the state, a moment before or after the answer. */
const UNDO_WAIT_MS = 600

const TONES = {
  nothing: 'plain',
  apart: 'plain',
  forward: 'ok',
  merged: 'ok',
  conflicts: 'bad',
  refused: 'bad',
} as const

/** Merges somebody's branch into the checked-out one, and tells what came of it, with Undo where that can be done. */
export async function merge(project: Hex, person: string, branch: string): Promise<void> {
  const before = lastActivity()
  const done = await attempt(session.call('merge', { project, person, branch }))
  if (!done) return
  const undoable =
    done.kind === 'forward' || done.kind === 'merged' ? await undoableAfter(before, project) : null
  const action = undoable && { label: 'Undo', run: () => void undo(undoable) }
  store.getState().toast(TONES[done.kind], shown(done.text, 300), action ?? undefined)
}

const activities = () => Object.values(store.getState().state?.activity ?? {})
const lastActivity = () => activities().reduce((last, { id }) => Math.max(last, id), -1)

/** The merge that can be undone and is newer than `after`; null if none comes in time. */
function undoableAfter(after: number, project: Hex) {
  const find = () => {
    const activity = newestUndo(activities(), project)
    return activity && activity.id > after ? activity : null
  }
  return new Promise<ReturnType<typeof find>>((resolve) => {
    const settle = (found: ReturnType<typeof find>) => {
      unsubscribe()
      clearTimeout(timer)
      resolve(found)
    }
    const timer = setTimeout(() => settle(find()), UNDO_WAIT_MS)
    const look = () => {
      const found = find()
      if (found) settle(found)
    }
    const unsubscribe = store.subscribe(look)
    look()
  })
}

/** Switches the working tree to somebody's branch. */
export async function checkOut(project: Hex, person: string, branch: string): Promise<void> {
  const done = await attempt(session.call('checkOut', { project, person, branch }))
  if (done) store.getState().toast('ok', `You are on ${shown(done.branch, 60)} now`)
}

export async function setMuted(project: Hex, { person, name }: RemotePerson, muted: boolean): Promise<void> {
  const done = await attempt(session.call('mute', { project, person, muted }))
  if (!done) return
  const told = shown(name, 60)
  store
    .getState()
    .toast(
      'plain',
      muted ? `${told} is muted. What came stays; nothing more is fetched` : `${told} is heard again`,
    )
}

export const setTrusted = (peerId: Hex, trusted: boolean) =>
  attempt(session.call('trust', { peerId, trusted }))

/** Everything of a person was seen; without one, of all. */
export const markRead = (project: Hex, person?: string) =>
  attempt(session.call('markRead', { project, ...(person !== undefined && { person }) }))

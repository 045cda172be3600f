import type { Activity } from '../../../shared/model.ts'
import { attempt, session, store } from '../../store/app.ts'
import { newestUndo } from './newest-undo.ts'

/** Takes back what an activity tells of. */
export async function undo({ id }: Activity): Promise<void> {
  if (await attempt(session.call('undo', { activity: id }))) {
    store.getState().toast('ok', 'Undone. It is not merged automatically again')
  }
}

/** Takes back the newest merge in any project, if that can be done. */
export function undoNewest(): void {
  const { state, toast } = store.getState()
  const activity = newestUndo(Object.values(state?.activity ?? {}))
  if (activity) void undo(activity)
  else toast('plain', 'There is no merge to undo')
}

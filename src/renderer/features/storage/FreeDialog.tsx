import { bytes } from '../../../shared/format.ts'
import type { StoredProject } from '../../../shared/storage-model.ts'
import { plural, shown } from '../../../shared/text.ts'
import { attempt, session, store, useOnline } from '../../store/app.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

/** Asks before blocks go; harder where nobody else here has them. */
export function FreeDialog({ project, onClose }: { project: StoredProject; onClose(): void }) {
  const online = useOnline()
  const { repoHash, freeable, others } = project
  const name = shown(project.name, 60)
  const alone = others === 0

  const free = async () => {
    const done = await attempt(session.call('freeStorage', { project: repoHash, onlyCopy: alone }))
    if (!done) return
    onClose()
    const { toast } = store.getState()
    if (done.onlyHere > 0)
      toast('bad', `${bytes(done.onlyHere)} of ${name} stay: whoever else had them has left meanwhile`)
    else toast('ok', `Freed ${bytes(done.freed)} of ${name}`)
  }

  return (
    <ConfirmDialog
      title={`Free ${bytes(freeable)} of ${name}?`}
      verb={alone ? 'Free anyway' : 'Free'}
      online={online}
      onConfirm={free}
      onClose={onClose}
    >
      <p>Your clone stays as it is, and you keep getting new commits.</p>
      {alone ? (
        <p>
          Nobody else here has all of these blocks. Newcomers may wait until somebody who has them is back, or
          for a slower copy out of somebody’s clone.
        </p>
      ) : (
        <p className="t2">
          {plural(others, 'other')} here {others === 1 ? 'has' : 'have'} all of it: newcomers get it from
          there.
        </p>
      )}
    </ConfirmDialog>
  )
}

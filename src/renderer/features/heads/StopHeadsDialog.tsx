import { useState } from 'react'
import type { Hex } from '../../../shared/model.ts'
import { attempt, session, store, useOnline, useProject } from '../../store/app.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { shown } from '../../../shared/text.ts'
import { PurgeTick } from './PurgeTick.tsx'

/** Asks before the user's heads are withdrawn, and says what stays with others. */
export function StopHeadsDialog({ repoHash, onClose }: { repoHash: Hex; onClose(): void }) {
  const project = useProject(repoHash)
  const online = useOnline()
  const [purge, setPurge] = useState(false)
  if (!project) return null
  const name = shown(project.name, 60)

  const stop = async () => {
    const done = await attempt(session.call('stopHeads', { project: repoHash, purge }))
    if (!done) return
    onClose()
    store.getState().toast('ok', `Your heads of ${name} are no longer published`)
  }

  return (
    <ConfirmDialog
      title={`Stop publishing your heads of ${name}?`}
      verb="Stop publishing"
      online={online}
      onConfirm={stop}
      onClose={onClose}
    >
      <p>Your new commits stay on this computer. You keep getting those of others, and your branches stay.</p>
      <p className="t2">
        What this node serves of them is deleted. Copies that others have stay with them, and they may pass
        them on.
      </p>
      <PurgeTick
        label="Forget this list, too"
        on={purge}
        onTick={setPurge}
        why={
          purge
            ? 'Published again, your heads come to the others as somebody new.'
            : 'Published again, the others know your heads as before.'
        }
      />
    </ConfirmDialog>
  )
}

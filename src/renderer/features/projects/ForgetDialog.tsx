import { useState } from 'react'
import { attempt, go, session, store, useOnline, useProject } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { shown } from '../../../shared/text.ts'

/** Asks before a project is left or unpublished, and says what stays. */
export function ForgetDialog({ repoHash, onClose }: { repoHash: string; onClose(): void }) {
  const project = useProject(repoHash)
  const online = useOnline()
  const [busy, setBusy] = useState(false)
  if (!project) return null
  const name = shown(project.name, 60)
  const mine = project.role === 'publisher'

  const forget = async () => {
    setBusy(true)
    const done = await attempt(session.call(mine ? 'unpublish' : 'leave', { project: repoHash }))
    setBusy(false)
    if (!done) return
    onClose()
    store
      .getState()
      .toast('ok', `${name} is ${mine ? 'no longer published' : 'left'}. It stays in ${done.path}`)
    go({ name: 'nearby' })
  }

  return (
    <Dialog
      title={mine ? `Unpublish ${name}?` : `Leave ${name}?`}
      role="alertdialog"
      className="small"
      onClose={onClose}
      footer={
        <>
          <span className="sp" />
          <Button look="ghost" autoFocus onClick={onClose}>
            Cancel
            <Kbd keys="Esc" />
          </Button>
          <Button className="danger-solid" disabled={busy || !online} onClick={() => void forget()}>
            {mine ? 'Unpublish' : 'Leave'}
          </Button>
        </>
      }
    >
      <div className="form">
        <p>
          {mine
            ? 'It disappears from Nearby on other computers, and nobody can copy it from you any more. Copies that others have stay with them.'
            : 'You stop sharing it, and get no more commits of others.'}
        </p>
        <p className="t2">
          The clone stays on disk, with everything in it:
          <br />
          <code>{project.path}</code>
        </p>
      </div>
    </Dialog>
  )
}

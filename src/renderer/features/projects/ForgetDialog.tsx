import { attempt, go, session, store, useOnline, useProject } from '../../store/app.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { shown } from '../../../shared/text.ts'

/** Asks before a project is left or unpublished, and says what stays. */
export function ForgetDialog({ repoHash, onClose }: { repoHash: string; onClose(): void }) {
  const project = useProject(repoHash)
  const online = useOnline()
  if (!project) return null
  const name = shown(project.name, 60)
  const mine = project.role === 'publisher'

  const forget = async () => {
    const done = await attempt(session.call(mine ? 'unpublish' : 'leave', { project: repoHash }))
    if (!done) return
    onClose()
    store
      .getState()
      .toast('ok', `${name} is ${mine ? 'no longer published' : 'left'}. It stays in ${done.path}`)
    go({ name: 'nearby' })
  }

  return (
    <ConfirmDialog
      title={mine ? `Unpublish ${name}?` : `Leave ${name}?`}
      verb={mine ? 'Unpublish' : 'Leave'}
      online={online}
      onConfirm={forget}
      onClose={onClose}
    >
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
    </ConfirmDialog>
  )
}

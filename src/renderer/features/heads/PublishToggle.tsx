import type { Project } from '../../../shared/model.ts'
import { store, useOnline } from '../../store/app.ts'
import { publishText } from './own-heads.ts'
import './heads.css'

/** What the switch opens: nothing is published, or withdrawn, before it was said what that means. */
export function togglePublishing({ repoHash, own, role }: Project): void {
  const { openDialog } = store.getState()
  if (!own) openDialog({ name: 'heads', repoHash })
  else openDialog({ name: role === 'publisher' ? 'forget' : 'stop-heads', repoHash })
}

/** The switch "Publish my heads", and what others see at the moment. */
export function PublishToggle({ project }: { project: Project }) {
  const online = useOnline()
  const { own, workingTree } = project
  return (
    <div className={`pub ${own ? 'on' : ''}`}>
      <button
        type="button"
        className="switch"
        role="switch"
        aria-checked={own !== null}
        aria-label="Publish my heads"
        disabled={!online || !workingTree}
        onClick={() => togglePublishing(project)}
      />
      <div className="tx" aria-live="off">
        <b aria-hidden="true">Publish my heads</b>
        <span>{publishText(own, online)}</span>
      </div>
    </div>
  )
}

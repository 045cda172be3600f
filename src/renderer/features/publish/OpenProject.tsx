import type { Hex } from '../../../shared/model.ts'
import { go } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { shown } from '../../../shared/text.ts'

/** Leaves the dialog for a project's page. */
export function OpenProject({ repoHash, name, onClose }: { repoHash: Hex; name: string; onClose(): void }) {
  const open = () => {
    onClose()
    go({ name: 'project', repoHash })
  }
  return (
    <div className="row">
      <Button small onClick={open}>
        Open {shown(name, 60)}
      </Button>
    </div>
  )
}

import { FolderCheck } from 'lucide-react'
import type { Hex } from '../../../shared/model.ts'
import { go, useProject } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { shown } from '../../ui/text.ts'

/** The folder is published already: there is nothing to do but to look at it. */
export function Already({ repoHash, onClose }: { repoHash: Hex; onClose(): void }) {
  const project = useProject(repoHash)
  const name = shown(project?.name ?? 'a project', 60)
  const open = () => {
    onClose()
    go({ name: 'project', repoHash })
  }
  return (
    <Callout icon={FolderCheck} title={`You publish this folder already, as ${name}`}>
      <p className="why">New commits on its published branches are shared by themselves.</p>
      <div className="row">
        <Button small onClick={open}>
          Open {name}
        </Button>
      </div>
    </Callout>
  )
}

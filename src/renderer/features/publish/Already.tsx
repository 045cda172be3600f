import { FolderCheck } from 'lucide-react'
import type { Hex } from '../../../shared/model.ts'
import { useProject } from '../../store/app.ts'
import { Callout } from '../../ui/Callout.tsx'
import { shown } from '../../../shared/text.ts'
import { OpenProject } from './OpenProject.tsx'

/** The folder is published already: there is nothing to do but to look at it. */
export function Already({ repoHash, onClose }: { repoHash: Hex; onClose(): void }) {
  const project = useProject(repoHash)
  const name = shown(project?.name ?? 'a project', 60)
  return (
    <Callout icon={FolderCheck} title={`You publish this folder already, as ${name}`}>
      <p className="why">New commits on its published branches are shared by themselves.</p>
      <OpenProject {...{ repoHash, name, onClose }} />
    </Callout>
  )
}

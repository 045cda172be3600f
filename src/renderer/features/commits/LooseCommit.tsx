import { TriangleAlert } from 'lucide-react'
import type { Hex, Project } from '../../../shared/model.ts'
import { sentences } from '../../../shared/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { CommitPanel } from './CommitPanel.tsx'
import { useCommit } from './useCommit.ts'
import type { Named } from './who.ts'

interface LooseCommitProps {
  readonly project: Project
  readonly sha: Hex
  readonly people: readonly Named[]
  onClose(): void
}

/** A commit that is not in the part of the history which is listed: found by a search, or from a file. */
export function LooseCommit({ project, sha, people, onClose }: LooseCommitProps) {
  const { detail, error } = useCommit(project.repoHash, sha)
  if (detail)
    return <CommitPanel {...{ project, people, onClose }} commit={detail} owner={null} badges={[]} />
  if (!error) return <section className="detail" aria-busy="true" aria-label={`Commit ${sha.slice(0, 7)}`} />
  return (
    <section className="detail" aria-label={`Commit ${sha.slice(0, 7)}`}>
      <div className="dbad">
        <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
          <p className="why">{sentences(error.action)}</p>
          <div className="row">
            <Button small onClick={onClose}>
              Back to the list
            </Button>
          </div>
        </Callout>
      </div>
    </section>
  )
}

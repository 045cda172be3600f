import { branchName } from '../../../shared/text.ts'
import { PurgeTick } from './PurgeTick.tsx'
import './heads.css'

interface WithdrawnProps {
  /** Published until now, and not chosen any more. */
  readonly branches: readonly string[]
  readonly purge: boolean
  onPurge(purge: boolean): void
}

/** What becomes of branches that are published no longer, said before it happens. */
export const Withdrawn = ({ branches, purge, onPurge }: WithdrawnProps) => (
  <div className="withdrawn" role="group" aria-label="Branches that are withdrawn">
    <p>
      <b className="fw5">{branches.map(branchName).join(', ')}</b> will not be listed any more.
    </p>
    <PurgeTick
      label="Delete what this node serves of it, too"
      on={purge}
      onTick={onPurge}
      why={
        purge
          ? 'Your repository keeps everything, and copies that others made stay with them.'
          : 'Unless you tick this, who asks can still get what was published until now.'
      }
    />
  </div>
)

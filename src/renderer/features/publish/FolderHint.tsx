import { Check, LoaderCircle } from 'lucide-react'
import type { Inspection } from '../../../shared/model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { plural } from '../../../shared/text.ts'

interface FolderHintProps {
  readonly inspection: Inspection | null
  readonly checking: boolean
  readonly silent: boolean
}

/** What was found in a folder, below its field. */
export function FolderHint({ inspection, checking, silent }: FolderHintProps) {
  if (silent) return null
  const found = inspection && !checking
  return (
    <p className="hint" role="status">
      {(found || checking) && (
        <span className={found ? 'acc' : 't3'}>
          <Icon of={found ? Check : LoaderCircle} size="s" />
        </span>
      )}
      {checking
        ? 'Looking…'
        : found
          ? `Git repository, ${plural(inspection.commits, 'commit')}. Only commits are shared, never uncommitted files.`
          : 'Any folder with a git repository. Only commits are shared, never uncommitted files.'}
    </p>
  )
}

import { Copy, TriangleAlert } from 'lucide-react'
import type { AppError } from '../../../shared/errors.ts'
import { copy } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { sentences } from '../../../shared/text.ts'

export const ERROR_ID = 'folder-error'
const FIRST_COMMIT = 'git add -A && git commit -m "First version"'
const INIT = 'git init'

/** Why a folder can't be published, and what to do: the two common cases in our words, others in the node's. */
export function InspectionError({ error }: { error: AppError }) {
  if (error.code === 'NOT_A_REPOSITORY') {
    return (
      <Callout icon={TriangleAlert} tone="bad" id={ERROR_ID} title="This folder is not a git repository">
        <p className="why">
          There is no <code>.git</code> in it, nor in any folder above it. Choose another folder, or start a
          repository there: this window notices by itself.
        </p>
        <Command text={INIT} />
      </Callout>
    )
  }
  if (error.code === 'NO_COMMITS') {
    return (
      <Callout icon={TriangleAlert} tone="bad" id={ERROR_ID} title="Nothing committed yet">
        <p className="why">
          The repository is there, but it has no commits, so there is nothing to share. Commit once, then come
          back: this window notices by itself.
        </p>
        <Command text={FIRST_COMMIT} />
      </Callout>
    )
  }
  return (
    <Callout icon={TriangleAlert} tone="bad" id={ERROR_ID} title={sentences(error.message)}>
      <p className="why">{sentences(error.action)}</p>
    </Callout>
  )
}

const Command = ({ text }: { text: string }) => (
  <>
    <pre>{text}</pre>
    <div className="row">
      <Button small icon={Copy} onClick={() => void copy(text, 'the command')}>
        Copy command
      </Button>
    </div>
  </>
)

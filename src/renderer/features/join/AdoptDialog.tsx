import { TriangleAlert } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { go, session, useApp, useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DismissButton } from '../../ui/DismissButton.tsx'
import { FolderField } from '../../ui/FolderField.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { sentences, shown } from '../../../shared/text.ts'

const FORM = 'adopt-form'
const ERROR = 'adopt-error'

/** Join a project with a clone that is here already, from the internet or a USB stick: only the rest is fetched. */
export function AdoptDialog({ repoHash, onClose }: { repoHash: string; onClose(): void }) {
  const listed = useApp((app) => app.state?.nearby[repoHash])
  const online = useOnline()
  const [path, setPath] = useState('')
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const name = shown(listed?.name ?? 'the project', 60)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!path.trim() || asking || !online) return
    setAsking(true)
    setError(null)
    try {
      await session.call('join', { target: repoHash, use: path.trim(), wait: 'none' })
      onClose()
      go({ name: 'project', repoHash })
    } catch (thrown) {
      setError(AppError.of(thrown))
      setAsking(false)
    }
  }

  return (
    <Dialog
      title={`Join ${name} with a clone you have`}
      className="small"
      onClose={onClose}
      footer={
        <>
          <span className="sp" />
          <DismissButton onClick={onClose}>Cancel</DismissButton>
          <Button look="pri" type="submit" form={FORM} disabled={!path.trim() || asking || !online}>
            {asking ? 'Looking at it…' : 'Join'}
            {!asking && <Kbd keys="Enter" />}
          </Button>
        </>
      }
    >
      <form id={FORM} className="form" onSubmit={(event) => void submit(event)}>
        <p className="t2">
          From the internet or a USB stick: only what it lacks is downloaded. Your branches, your files and
          your remotes stay as they are; new commits of others come beside them.
        </p>
        <div>
          <label className="lbl" htmlFor="adopt-path">
            Folder of the clone
          </label>
          <FolderField
            id="adopt-path"
            value={path}
            placeholder="~/code/…"
            error={error ? ERROR : null}
            autoFocus
            onChange={(next) => {
              setPath(next)
              setError(null)
            }}
          />
        </div>
        {error && (
          <Callout icon={TriangleAlert} tone="bad" id={ERROR} title={sentences(error.message)}>
            <p className="why">{sentences(error.action)}</p>
          </Callout>
        )}
      </form>
    </Dialog>
  )
}

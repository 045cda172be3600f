import { Folder, Radio, ShieldCheck, TriangleAlert } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { NodeView } from '../../../shared/model.ts'
import { session, useOnline } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FolderField } from '../../ui/FolderField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { sentences } from '../../../shared/text.ts'
import './welcome.css'

const FORM = 'welcome-form'

/** The first start: what this is, how others will see you, where clones go. */
export function WelcomeDialog({ node }: { node: NodeView }) {
  const online = useOnline()
  const [name, setName] = useState(node.name)
  const [clonesDir, setClonesDir] = useState(node.clonesDir)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  const begin = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || !online || !name.trim() || !clonesDir.trim()) return
    setBusy(true)
    setError(null)
    try {
      await session.call('updateSettings', { name: name.trim(), clonesDir: clonesDir.trim(), welcomed: true })
    } catch (thrown) {
      setError(AppError.of(thrown))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title="Welcome to GitTorrent"
      className="welcome"
      footer={
        <>
          <span className="meta t3 grow">Both can be changed later in Settings.</span>
          <Button
            look="pri"
            type="submit"
            form={FORM}
            disabled={busy || !online || !name.trim() || !clonesDir.trim()}
          >
            Look around
            <Kbd keys="Enter" />
          </Button>
        </>
      }
    >
      <form className="form" id={FORM} onSubmit={(event) => void begin(event)}>
        <div className="you">
          <Avatar peerId={node.peerId} size={44} />
          <div>
            <b className="fw6">This is you.</b>
            <p className="t2">
              The picture and the words <span className="mono">{node.words}</span> come from your key. Others
              know you by them.
            </p>
          </div>
        </div>
        <ul className="points">
          <li>
            <Icon of={Radio} />
            <span>See which git projects people around you share. Join with a click.</span>
          </li>
          <li>
            <Icon of={Folder} />
            <span>What you join is a normal git clone, for your own tools.</span>
          </li>
          <li>
            <Icon of={ShieldCheck} />
            <span>No server, no account. Nothing is shared until you publish it.</span>
          </li>
        </ul>
        <div>
          <label className="lbl" htmlFor="welcome-name">
            Your name, as people nearby see it
          </label>
          <div className="field">
            <input
              id="welcome-name"
              value={name}
              maxLength={60}
              autoComplete="off"
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        </div>
        <div>
          <label className="lbl" htmlFor="welcome-clones">
            Where clones go
          </label>
          <FolderField id="welcome-clones" value={clonesDir} onChange={setClonesDir} />
        </div>
        {error && (
          <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
            <p className="why">{sentences(error.action)}</p>
          </Callout>
        )}
      </form>
    </Dialog>
  )
}

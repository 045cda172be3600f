import { useNode, useProject } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { shown } from '../../../shared/text.ts'
import { cloneCommand, pageOf } from './page-of.ts'
import './share.css'

/** A project's link to be handed on: copied, typed, or read by a camera. For networks where discovery does not reach. */
export function ShareDialog({ repoHash, onClose }: { repoHash: string; onClose(): void }) {
  const project = useProject(repoHash)
  const node = useNode()
  if (!project || !node) return null
  const name = shown(project.name, 60)
  const page = pageOf(node)
  const clone = project.state === 'joined' ? cloneCommand(node, repoHash, project.name) : null
  return (
    <Dialog
      title={`Link of ${name}`}
      className="share"
      onClose={onClose}
      footer={
        <>
          <span className="sp" />
          <Button look="ghost" autoFocus onClick={onClose}>
            Close
            <Kbd keys="Esc" />
          </Button>
        </>
      }
    >
      <div className="form">
        <QrCode text={project.link} label={`The link of ${name} as a QR code`} />
        <div>
          <span className="lbl">Link</span>
          <div className="field">
            <span className="val mono cut t2">{project.link}</span>
            <CopyButton text={project.link} what={`the link of ${name}`} />
          </div>
          <p className="meta t2">
            Whoever opens it while this computer is on can copy what is shared of {name}. In the app: Join by
            link. In a terminal: <code>gittorrent join</code> and the link.
          </p>
        </div>
        {clone && (
          <div>
            <span className="lbl">For somebody with plain git</span>
            <div className="field">
              <span className="val mono cut t2">{clone}</span>
              <CopyButton text={clone} what="the command" />
            </div>
            <p className="meta t2">Read-only, from this computer alone; git pull brings what comes later.</p>
          </div>
        )}
        {page && (
          <div>
            <span className="lbl">For somebody with a browser</span>
            <div className="field">
              <span className="val mono cut t2">{page}</span>
              <CopyButton text={page} what="the address of the page" />
            </div>
            <p className="meta t2">A page in any browser that says what is shared here, and how to get it.</p>
          </div>
        )}
      </div>
    </Dialog>
  )
}

import type { ReactNode } from 'react'
import { useNode, useProject } from '../../store/app.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DismissButton } from '../../ui/DismissButton.tsx'
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
          <DismissButton autoFocus onClick={onClose}>
            Close
          </DismissButton>
        </>
      }
    >
      <div className="form">
        <QrCode text={project.link} label={`The link of ${name} as a QR code`} />
        <Copyable title="Link" text={project.link} what={`the link of ${name}`}>
          Whoever opens it while this computer is on can copy what is shared of {name}. In the app: Join by
          link. In a terminal: <code>gittorrent join</code> and the link.
        </Copyable>
        {clone && (
          <Copyable title="For somebody with plain git" text={clone} what="the command">
            Read-only, from this computer alone; git pull brings what comes later.
          </Copyable>
        )}
        {page && (
          <Copyable title="For somebody with a browser" text={page} what="the address of the page">
            A page that says what is shared here, and how to get it.
          </Copyable>
        )}
      </div>
    </Dialog>
  )
}

interface CopyableProps {
  readonly title: string
  readonly text: string
  /** As the toast calls it. */
  readonly what: string
  /** Who can do what with it. */
  readonly children: ReactNode
}

const Copyable = ({ title, text, what, children }: CopyableProps) => (
  <div>
    <span className="lbl">{title}</span>
    <div className="field">
      <span className="val mono cut t2">{text}</span>
      <CopyButton text={text} what={what} />
    </div>
    <p className="meta t2">{children}</p>
  </div>
)

import { useState, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { DismissButton } from './DismissButton.tsx'

interface ConfirmDialogProps {
  readonly title: string
  /** What the button that does it says. */
  readonly verb: string
  /** Whether there is a node that could do it. */
  readonly online: boolean
  /** Does it, and closes the dialog where that went well. */
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Asks before something is given up. The answer that changes nothing has the focus. */
export function ConfirmDialog({ title, verb, online, onConfirm, onClose, children }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    await onConfirm()
    setBusy(false)
  }
  return (
    <Dialog
      title={title}
      role="alertdialog"
      className="small"
      onClose={onClose}
      footer={
        <>
          <span className="sp" />
          <DismissButton autoFocus onClick={onClose}>
            Cancel
          </DismissButton>
          <Button className="danger-solid" disabled={busy || !online} onClick={() => void confirm()}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="form">{children}</div>
    </Dialog>
  )
}

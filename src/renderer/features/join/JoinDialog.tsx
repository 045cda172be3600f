import { Dialog } from '../../ui/Dialog.tsx'
import { JoinForm } from './JoinForm.tsx'

/** Join what is not in the list, or what you already know the name of. */
export function JoinDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Join by link" className="small" onClose={onClose}>
      <div className="form">
        <p className="t2">
          Paste a link, a repo hash, the name of a project nearby, or the path of a .gittorrent file. The
          computer behind a link is asked directly.
        </p>
        <JoinForm autoFocus onJoined={onClose} />
      </div>
    </Dialog>
  )
}

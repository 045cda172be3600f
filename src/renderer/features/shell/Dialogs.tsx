import { store, useApp, useNode } from '../../store/app.ts'
import { HeadsDialog } from '../heads/HeadsDialog.tsx'
import { StopHeadsDialog } from '../heads/StopHeadsDialog.tsx'
import { AdoptDialog } from '../join/AdoptDialog.tsx'
import { JoinDialog } from '../join/JoinDialog.tsx'
import { Palette } from '../palette/Palette.tsx'
import { CompareDialog } from '../people/CompareDialog.tsx'
import { ForgetDialog } from '../projects/ForgetDialog.tsx'
import { PublishDialog } from '../publish/PublishDialog.tsx'
import { PreviewDialog } from '../preview/PreviewDialog.tsx'
import { KeyDialog } from '../settings/KeyDialog.tsx'
import { ShareDialog } from '../share/ShareDialog.tsx'
import { WelcomeDialog } from '../welcome/WelcomeDialog.tsx'
import { Shortcuts } from './Shortcuts.tsx'

const close = () => store.getState().openDialog(null)

/** The one dialog that is open, if any; at first start the welcome comes before all others. */
export function Dialogs() {
  const dialog = useApp((app) => app.dialog)
  const node = useNode()
  if (node && !node.welcomed) return <WelcomeDialog node={node} />
  switch (dialog?.name) {
    case 'publish':
      return <PublishDialog key={dialog.path} path={dialog.path} onClose={close} />
    case 'join':
      return <JoinDialog onClose={close} />
    case 'adopt':
      return <AdoptDialog repoHash={dialog.repoHash} onClose={close} />
    case 'forget':
      return <ForgetDialog repoHash={dialog.repoHash} onClose={close} />
    case 'heads':
      return <HeadsDialog repoHash={dialog.repoHash} onClose={close} />
    case 'stop-heads':
      return <StopHeadsDialog repoHash={dialog.repoHash} onClose={close} />
    case 'export-key':
      return <KeyDialog way="export" onClose={close} />
    case 'import-key':
      return <KeyDialog way="import" onClose={close} />
    case 'share':
      return <ShareDialog repoHash={dialog.repoHash} onClose={close} />
    case 'preview':
      return <PreviewDialog repoHash={dialog.repoHash} onClose={close} />
    case 'compare':
      return <CompareDialog peerId={dialog.peerId} onClose={close} />
    case 'palette':
      return <Palette onClose={close} />
    case 'shortcuts':
      return <Shortcuts onClose={close} />
    case undefined:
      return null
  }
}

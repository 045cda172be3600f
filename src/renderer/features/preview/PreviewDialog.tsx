import type { KeyboardEvent } from 'react'
import type { Hex } from '../../../shared/model.ts'
import { go, useApp, useOnline, useProject } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DismissButton } from '../../ui/DismissButton.tsx'
import { bytes } from '../../../shared/format.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { sentences, shown } from '../../../shared/text.ts'
import { join } from '../nearby/actions.ts'
import { takeFocus } from '../../ui/take-focus.ts'
import { PreviewFacts } from './PreviewFacts.tsx'
import { PreviewReadme } from './PreviewReadme.tsx'
import { usePreview } from './usePreview.ts'
import './preview.css'

/** A look into a project before it is joined: README, newest commits, branches, people. Nothing is downloaded for it. */
export function PreviewDialog({ repoHash, onClose }: { repoHash: Hex; onClose(): void }) {
  const { preview, error, retry } = usePreview(repoHash)
  const nearby = useApp((app) => app.state?.nearby[repoHash])
  const joined = useProject(repoHash)
  const online = useOnline()
  const name = shown(preview?.name ?? nearby?.name ?? 'this project', 60)
  const size = preview?.size ?? nearby?.size ?? null

  const act = () => {
    onClose()
    if (joined) go({ name: 'project', repoHash })
    else void join(repoHash)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const onControl = (event.target as HTMLElement).closest('a, button, summary')
    if (event.key !== 'Enter' || onControl || !online) return
    event.preventDefault()
    act()
  }
  return (
    <Dialog
      title={name}
      className="preview"
      onClose={onClose}
      onKeyDown={onKeyDown}
      footer={
        <>
          <span className="meta t2 hide-sm">
            {preview ? 'Checked against its publisher’s signature. Nothing was downloaded yet.' : ''}
          </span>
          <span className="sp" />
          <DismissButton onClick={onClose}>Close</DismissButton>
          <Button look="pri" disabled={!online} onClick={act}>
            {joined ? 'Open' : size === null ? 'Join' : `Join · ${bytes(size)}`}
            <Kbd keys="Enter" />
          </Button>
        </>
      }
    >
      <div className="inside" ref={takeFocus} tabIndex={-1}>
        {error ? (
          <div className="readme failed" role="alert">
            <p className="fw6">{sentences(error.message)}</p>
            <p className="t2">{sentences(error.action)}</p>
            <Button small onClick={retry}>
              Try again
            </Button>
          </div>
        ) : (
          <>
            <PreviewReadme preview={preview} name={name} />
            {preview && <PreviewFacts preview={preview} holders={nearby?.holders ?? []} />}
          </>
        )}
      </div>
    </Dialog>
  )
}

import { Ellipsis, Link2, LogOut, Pause, Play, QrCode } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { Project } from '../../../shared/model.ts'
import { copy, store, useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { AutoMergeMenu } from '../heads/AutoMergeMenu.tsx'
import { PublishToggle } from '../heads/PublishToggle.tsx'
import { cancel, setPaused } from '../nearby/actions.ts'
import { OpenWithButtons } from './OpenWithButtons.tsx'

/** What it is, where it lies, and what holds for all of it. */
export function ProjectHeader({ project, name }: { project: Project; name: string }) {
  const online = useOnline()
  const { repoHash, path, state } = project
  const hasClone = state === 'usable' || state === 'joined'
  return (
    <header className="phead">
      <Tile repoHash={repoHash} size={40} />
      <div className="grow">
        <h1 className="cut name">{name}</h1>
        <div className="path">
          <span className="cut">{path}</span>
          <CopyButton text={path} what="the path" />
        </div>
      </div>
      {isFetching(project) && <PauseButton project={project} />}
      {hasClone && (
        <>
          <PublishToggle project={project} />
          <AutoMergeMenu project={project} />
          <OpenWithButtons project={project} />
        </>
      )}
      {(state === 'joining' || state === 'verifying') && (
        <Button disabled={!online} onClick={() => void cancel(repoHash)}>
          Cancel joining
        </Button>
      )}
      {state !== 'failed' && <MoreMenu project={project} name={name} hasClone={hasClone} />}
    </header>
  )
}

const isFetching = ({ state, transfer }: Project) =>
  (state === 'joining' || state === 'usable') && transfer.have < transfer.total

function PauseButton({ project: { repoHash, paused } }: { project: Project }) {
  const online = useOnline()
  return (
    <Button icon={paused ? Play : Pause} disabled={!online} onClick={() => void setPaused(repoHash, !paused)}>
      {paused ? 'Resume' : 'Pause'}
    </Button>
  )
}

function MoreMenu({ project, name, hasClone }: { project: Project; name: string; hasClone: boolean }) {
  const online = useOnline()
  const { repoHash, link, own, role } = project
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="btn ic more" aria-label={`More about ${name}`}>
          <Icon of={Ellipsis} />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="pop" align="end" sideOffset={6}>
        {link && (
          <DropdownMenu.Item className="it" onSelect={() => void copy(link, `the link of ${name}`)}>
            <Icon of={Link2} size="s" />
            Copy link
          </DropdownMenu.Item>
        )}
        {link && (
          <DropdownMenu.Item
            className="it"
            onSelect={() => store.getState().openDialog({ name: 'share', repoHash })}
          >
            <Icon of={QrCode} size="s" />
            Show link and QR code…
          </DropdownMenu.Item>
        )}
        {own?.link && role === 'joiner' && (
          <DropdownMenu.Item className="it" onSelect={() => void copy(own.link, 'the link of your heads')}>
            <Icon of={Link2} size="s" />
            Copy link to your heads
          </DropdownMenu.Item>
        )}
        {hasClone && (
          <DropdownMenu.Item
            className="it danger"
            disabled={!online}
            onSelect={() => store.getState().openDialog({ name: 'forget', repoHash })}
          >
            <Icon of={LogOut} size="s" />
            {role === 'publisher' ? 'Unpublish…' : 'Leave…'}
          </DropdownMenu.Item>
        )}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

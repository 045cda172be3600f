import { Bell, BellOff, Ellipsis, TriangleAlert } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import type { Project, RemotePerson } from '../../../shared/model.ts'
import { copy, store, useOnline } from '../../store/app.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { plural, sentences, shown } from '../../../shared/text.ts'
import { unreadOf } from '../../../shared/unread.ts'
import { markRead, setMuted, setTrusted } from './actions.ts'
import { HeadLine } from './HeadLine.tsx'
import { PersonIdentity } from './PersonIdentity.tsx'

/** Heads that are shown before one asks for all. */
const MOST_HEADS = 6

interface PersonBlockProps {
  readonly project: Project
  readonly remote: RemotePerson
  /** Index of the head that bears the view's solid button; -1 for none. */
  readonly solid: number
}

/** Somebody whose heads this project follows. */
export function PersonBlock({ project, remote, solid }: PersonBlockProps) {
  const [all, setAll] = useState(false)
  const { refs, trouble, relation } = remote
  const name = shown(remote.name, 60)
  const rest = refs.length - MOST_HEADS
  return (
    <li className="pr" aria-label={name} tabIndex={-1} data-person={remote.person}>
      <PersonIdentity remote={remote} />
      <div className="heads">
        {trouble && (
          <p className={`trouble meta ${relation === 'refused' ? 'bad' : 'warn'}`}>
            <Icon of={TriangleAlert} size="s" />
            <span>{sentences(shown(trouble, 300))}</span>
          </p>
        )}
        {refs.length === 0 && !trouble && <p className="meta t3 none">No heads fetched yet</p>}
        <ul aria-label={`Heads of ${name}`}>
          {refs.slice(0, all ? undefined : MOST_HEADS).map((head, index) => (
            <HeadLine key={head.name} {...{ project, remote, head }} solid={index === solid} />
          ))}
        </ul>
        {rest > 0 && (
          <Button small look="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show ${plural(rest, 'more head')}`}
          </Button>
        )}
      </div>
      <PersonMenu project={project} remote={remote} name={name} />
    </li>
  )
}

function PersonMenu({ project, remote, name }: Omit<PersonBlockProps, 'solid'> & { name: string }) {
  const online = useOnline()
  const { repoHash } = project
  const { muted, trusted, peerId } = remote
  const mute = () => void setMuted(repoHash, remote, !muted)
  return (
    <div className="pa">
      <IconButton
        icon={muted ? BellOff : Bell}
        className="hide-sm"
        aria-pressed={muted}
        label={muted ? `Unmute ${name}` : `Mute ${name}`}
        disabled={!online}
        onClick={mute}
      />
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button type="button" className="btn ghost ic sm" aria-label={`More about ${name}`}>
            <Icon of={Ellipsis} size="s" />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content className="pop" align="end" sideOffset={4}>
          <DropdownMenu.Item className="it" disabled={!online} onSelect={mute}>
            {muted ? 'Unmute' : 'Mute'}: {muted ? 'fetch what they publish' : 'fetch nothing more'}
          </DropdownMenu.Item>
          {unreadOf(remote) > 0 && (
            <DropdownMenu.Item
              className="it"
              disabled={!online}
              onSelect={() => void markRead(repoHash, remote.person)}
            >
              Mark read
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item
            className="it"
            onSelect={() => store.getState().openDialog({ name: 'compare', peerId })}
          >
            Compare keys…
          </DropdownMenu.Item>
          {trusted && (
            <DropdownMenu.Item
              className="it"
              disabled={!online}
              onSelect={() => void setTrusted(peerId, false)}
            >
              Take back “verified”
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className="it" onSelect={() => void copy(remote.repoHash, 'the repo hash')}>
            Copy repo hash
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </div>
  )
}

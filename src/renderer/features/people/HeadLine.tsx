import { Check, TriangleAlert } from 'lucide-react'
import type { Project, RemotePerson, RemoteRef } from '../../../shared/model.ts'
import { useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { branchName, shown } from '../../../shared/text.ts'
import { shellWord } from '../projects/commands.ts'
import { checkOut, merge } from './actions.ts'
import { AheadBehind } from './AheadBehind.tsx'
import {
  blockedBy,
  filesText,
  forecastText,
  mergeBlockedBy,
  offersMerge,
  ownBranch,
  wouldMerge,
} from './forecast.ts'

interface HeadLineProps {
  readonly project: Project
  readonly remote: RemotePerson
  readonly head: RemoteRef
  /** The one solid button of the view is here. */
  readonly solid: boolean
}

/** One head of somebody: how far apart, what a merge would do, and the buttons for it. */
export function HeadLine({ project, remote, head, solid }: HeadLineProps) {
  const online = useOnline()
  const { repoHash, workingTree } = project
  const { person, muted, peerId } = remote
  const name = `${person}/${head.name}`
  const label = shown(name, 120)
  const [noMerge, noSwitch] = [mergeBlockedBy(workingTree), blockedBy(workingTree)]
  const conflicts = !muted && head.merge?.kind === 'conflicts'
  return (
    <li>
      <div className="hd">
        <span className="cut">
          <RefBadge name={branchName(head.name)} peerId={peerId} />
          {head.unread > 0 && <i className="dot" title={`${head.unread} new`} />}
        </span>
        <AheadBehind peerId={peerId} head={head} branch={ownBranch(project)} />
        <Forecast head={head} muted={muted} />
        <span className="acts">
          {!muted && (
            <Button
              small
              look="ghost"
              disabled={!online || noSwitch !== ''}
              title={noSwitch || undefined}
              aria-label={`Check out ${label}`}
              onClick={() => void checkOut(repoHash, person, head.name)}
            >
              Check out
            </Button>
          )}
          {!muted && offersMerge(head.merge) && (
            <Button
              small
              {...(solid && { look: 'pri' })}
              disabled={!online || noMerge !== '' || !wouldMerge(head.merge)}
              title={noMerge || undefined}
              aria-label={`Merge ${label}`}
              onClick={() => void merge(repoHash, person, head.name)}
            >
              Merge
            </Button>
          )}
        </span>
      </div>
      {conflicts && <Conflicts files={head.merge?.files ?? []} name={name} who={remote.name} />}
    </li>
  )
}

function Forecast({ head, muted }: { head: RemoteRef; muted: boolean }) {
  const { text, tone } = forecastText(head.merge)
  if (muted) return <span className="st cut t3">Muted. Kept, but not fetched</span>
  const icon = tone === 'ok' ? Check : tone === 'bad' ? TriangleAlert : null
  return (
    <span className={`st cut ${tone}`} title={shown(head.subject)}>
      {icon && <Icon of={icon} size="s" />}
      {text}
    </span>
  )
}

function Conflicts({ files, name, who }: { files: readonly string[]; name: string; who: string }) {
  const command = `git merge ${shellWord(name)}`
  return (
    <div className="callout bad conf" role="alert">
      <Icon of={TriangleAlert} />
      <div className="callout-text">
        <b className="fw6">
          Conflicts{files.length > 0 && ' in '}
          {files.length > 0 && <code className="fw6">{filesText(files)}</code>} — nothing changed
        </b>
        <p>
          Tried on the side after {shown(who, 60)} published last. Your branch, index and files are as you
          left them.
        </p>
        {files.length > 2 && (
          <details className="meta">
            <summary>All {files.length} files</summary>
            <ul className="mono">
              {files.map((file) => (
                <li key={file}>{shown(file, 300)}</li>
              ))}
            </ul>
          </details>
        )}
        <div className="cm">
          <span className="meta t2">To resolve them yourself:</span>
          <code className="cut">{command}</code>
          <CopyButton text={command} what="the command" />
        </div>
      </div>
    </div>
  )
}

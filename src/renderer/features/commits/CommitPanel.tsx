import { TriangleAlert, X } from 'lucide-react'
import { useRef } from 'react'
import type { CommitRow, Hex, Project } from '../../../shared/model.ts'
import { store, useOnline, useSelfId } from '../../store/app.ts'
import { DIFF_LOOKS, type DiffLook } from '../../store/ui.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { plural, sentences, shown } from '../../../shared/text.ts'
import { checkOut } from '../people/actions.ts'
import { blockedBy } from '../people/forecast.ts'
import type { Badge } from './badges.ts'
import { ChangedFiles } from './ChangedFiles.tsx'
import { Initial } from './CommitOption.tsx'
import { FileDiff } from './FileDiff.tsx'
import type { Owner } from './lanes.ts'
import { useCommit } from './useCommit.ts'
import { useDiffLook } from './useDiffLook.ts'
import { pictureOf, type Named } from './who.ts'
import './detail.css'

export const PANEL_ID = 'commit-panel'

interface CommitPanelProps {
  readonly project: Project
  readonly commit: CommitRow
  /** Whose lane it is in. */
  readonly owner: Owner
  readonly badges: readonly Badge[]
  readonly people: readonly Named[]
  onClose(): void
}

/** The selected commit: what it says and what it changes. */
export function CommitPanel({ project, commit, owner, badges, people, onClose }: CommitPanelProps) {
  const { sha, subject } = commit
  const panel = useRef<HTMLElement>(null)
  const { chosen, drawn } = useDiffLook(panel)
  return (
    <section
      ref={panel}
      id={PANEL_ID}
      className="detail"
      tabIndex={-1}
      aria-label={`Commit ${sha.slice(0, 7)}`}
    >
      <div className="dh">
        <div className="row top">
          <h2 className="grow name">{shown(subject, 400) || 'No message'}</h2>
          <IconButton icon={X} label="Close the commit" onClick={onClose} />
        </div>
        <Who {...{ project, commit, owner, badges, people }} />
      </div>
      <Changes key={sha} repoHash={project.repoHash} sha={sha} {...{ chosen, drawn }} />
    </section>
  )
}

function Who({ project, commit, owner, badges, people }: Omit<CommitPanelProps, 'onClose'>) {
  const self = useSelfId() ?? ''
  const online = useOnline()
  const { sha, author, time } = commit
  const picture = pictureOf(author, owner, people, self)
  const remote = badges.find((badge) => badge.remote !== null)?.remote
  const { person, branch } = remote ?? {}
  const blocked = blockedBy(project.workingTree)
  return (
    <div className="dmeta">
      {picture ? <Avatar peerId={picture} size={18} /> : <Initial name={author} />}
      <b className="fw6 cut name">{picture === self ? 'You' : shown(author, 60)}</b>
      <Ago time={time} />
      <span className="sp" />
      <span className="mono">{sha.slice(0, 7)}</span>
      <CopyButton text={sha} what="the hash" />
      {person !== undefined && branch !== undefined && (
        <Button
          small
          disabled={!online || blocked !== ''}
          title={blocked || undefined}
          aria-label={`Check out ${shown(`${person}/${branch}`, 120)}`}
          onClick={() => void checkOut(project.repoHash, person, branch)}
        >
          Check out
        </Button>
      )}
    </div>
  )
}

interface ChangesProps {
  readonly repoHash: Hex
  readonly sha: Hex
  readonly chosen: DiffLook
  /** As there is room for. */
  readonly drawn: DiffLook
}

function Changes({ repoHash, sha, chosen, drawn }: ChangesProps) {
  const { detail, error } = useCommit(repoHash, sha)
  const diffs = useRef<HTMLDivElement>(null)
  if (error) {
    return (
      <div className="dbad">
        <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
          <p className="why">{sentences(error.action)}</p>
        </Callout>
      </div>
    )
  }
  if (!detail) return <div className="skeleton" aria-hidden="true" />
  const open = (index: number) => diffs.current?.children[index]?.scrollIntoView({ block: 'start' })
  return (
    <div className="scroll">
      {detail.body.trim() !== '' && <p className="body-text">{detail.body.trim()}</p>}
      {detail.files.length > 0 ? (
        <ChangedFiles files={detail.files} onOpen={open} />
      ) : (
        <p className="fold t2">
          {detail.parents.length > 1 ? 'A merge without changes of its own' : 'No file changed'}
        </p>
      )}
      {detail.filesLeftOut > 0 && (
        <p className="fold t2">{plural(detail.filesLeftOut, 'more file')} changed; git shows all of them.</p>
      )}
      {detail.files.length > 0 && (
        <div className="dlook">
          <Segmented
            label="Diffs"
            value={chosen}
            options={DIFF_LOOKS}
            onChange={(look) => store.getState().setDiffLook(look)}
          />
          {chosen !== drawn && <span className="meta t3">Inline here: there is no room for two columns</span>}
        </div>
      )}
      <div ref={diffs}>
        {detail.files.map((file) => (
          <FileDiff key={file.path} file={file} look={drawn} />
        ))}
      </div>
    </div>
  )
}

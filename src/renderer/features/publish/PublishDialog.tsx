import { Check, FolderCheck, LoaderCircle } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { Hex, Inspection } from '../../../shared/model.ts'
import { copy, go, session, store, useOnline, useProject } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FolderField } from '../../ui/FolderField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { plural, shown } from '../../ui/text.ts'
import { Branches } from './Branches.tsx'
import { ERROR_ID, InspectionError } from './InspectionError.tsx'
import { Preview } from './Preview.tsx'
import { useInspection } from './useInspection.ts'
import './publish.css'

/** What the user changed of what the folder suggests; forgotten when the folder changes. */
interface Wishes {
  readonly name?: string
  readonly ticked?: ReadonlySet<string>
}

const headOf = (inspection: Inspection) =>
  new Set(inspection.branches.filter((branch) => branch.isHead).map((branch) => branch.name))

/** Share a repository with the people around: choose the folder, the branches, and see what others will see. */
export function PublishDialog({ onClose }: { onClose(): void }) {
  const [path, setPath] = useState('')
  const [description, setDescription] = useState('')
  const [wishes, setWishes] = useState<Wishes>({})
  const [publishing, setPublishing] = useState(false)
  const [refusal, setRefusal] = useState<AppError | null>(null)
  const online = useOnline()
  const { looked, checking } = useInspection(path.trim())
  const inspection = looked?.inspection ?? null
  /** What can be published: not a folder that is published already. */
  const offer = inspection?.publishedAs === null ? inspection : null
  const error = checking ? null : (looked?.error ?? refusal)
  const name = wishes.name ?? inspection?.name ?? ''
  const ticked = wishes.ticked ?? (offer ? headOf(offer) : new Set<string>())
  const ready = offer !== null && !checking && name.trim() !== '' && ticked.size > 0

  const changePath = (next: string) => {
    setPath(next)
    setWishes({})
    setRefusal(null)
  }
  const tick = (branch: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(branch)
    else next.delete(branch)
    setWishes({ ...wishes, ticked: next })
  }
  const publish = async () => {
    if (!ready || publishing || !online) return
    setPublishing(true)
    setRefusal(null)
    try {
      const { link } = await session.call('publish', {
        path: offer.path,
        name: name.trim(),
        ...(description.trim() && { description: description.trim() }),
        branches: [...ticked],
      })
      const told = shown(name, 60)
      store.getState().toast('ok', `${told} is published`, {
        label: 'Copy link',
        run: () => void copy(link, `the link of ${told}`),
      })
      onClose()
    } catch (thrown) {
      setRefusal(AppError.of(thrown))
      setPublishing(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    void publish()
  }

  return (
    <Dialog
      title="Publish a project"
      className={offer ? 'pd' : 'small'}
      onClose={onClose}
      footer={
        <>
          <span className="meta t3 grow">
            {publishing ? (
              <Progress label={`Publishing ${name}`} />
            ) : offer ? (
              'Anyone who joins can publish their own heads beside yours.'
            ) : (
              'Nothing has been shared.'
            )}
          </span>
          <Button look="ghost" onClick={onClose}>
            Cancel
            <Kbd keys="Esc" />
          </Button>
          <Button
            look="pri"
            disabled={!ready || publishing || !online}
            title={online ? undefined : 'The node does not answer'}
            onClick={() => void publish()}
          >
            {publishing ? 'Publishing…' : 'Publish'}
            {ready && !publishing && <Kbd keys="Mod Enter" />}
          </Button>
        </>
      }
    >
      <div className="body" onKeyDown={onKeyDown}>
        <div className="form">
          <div>
            <label className="lbl" htmlFor="publish-folder">
              Folder
            </label>
            <FolderField
              id="publish-folder"
              value={path}
              placeholder="/path/to/your/repository"
              error={error ? ERROR_ID : null}
              autoFocus
              onChange={changePath}
            />
            <FolderHint {...{ inspection, checking }} silent={error !== null} />
          </div>
          {error && <InspectionError error={error} />}
          {inspection?.publishedAs && <Already repoHash={inspection.publishedAs} onClose={onClose} />}
          {offer && (
            <>
              <Branches inspection={offer} ticked={ticked} onTick={tick} />
              <div className="names">
                <div>
                  <label className="lbl" htmlFor="publish-name">
                    Name
                  </label>
                  <div className="field">
                    <input
                      id="publish-name"
                      value={name}
                      maxLength={100}
                      onChange={(event) => setWishes({ ...wishes, name: event.target.value })}
                    />
                  </div>
                </div>
                <div>
                  <label className="lbl" htmlFor="publish-description">
                    Description <span className="t3">one line</span>
                  </label>
                  <div className="field">
                    <input
                      id="publish-description"
                      value={description}
                      maxLength={500}
                      onChange={(event) => setDescription(event.target.value)}
                    />
                  </div>
                </div>
              </div>
            </>
          )}
        </div>
        {offer && <Preview inspection={offer} {...{ name, description }} branches={ticked.size} />}
      </div>
    </Dialog>
  )
}

interface FolderHintProps {
  readonly inspection: Inspection | null
  readonly checking: boolean
  readonly silent: boolean
}

function FolderHint({ inspection, checking, silent }: FolderHintProps) {
  if (silent) return null
  const found = inspection && !checking
  return (
    <p className="hint" role="status">
      {(found || checking) && (
        <span className={found ? 'acc' : 't3'}>
          <Icon of={found ? Check : LoaderCircle} size="s" />
        </span>
      )}
      {checking
        ? 'Looking…'
        : found
          ? `Git repository, ${plural(inspection.commits, 'commit')}. Only commits are shared, never uncommitted files.`
          : 'Any folder with a git repository. Only commits are shared, never uncommitted files.'}
    </p>
  )
}

function Already({ repoHash, onClose }: { repoHash: Hex; onClose(): void }) {
  const project = useProject(repoHash)
  const name = shown(project?.name ?? 'a project', 60)
  const open = () => {
    onClose()
    go({ name: 'project', repoHash })
  }
  return (
    <Callout icon={FolderCheck} title={`You publish this folder already, as ${name}`}>
      <p className="why">New commits are shared when you run gittorrent publish in it again.</p>
      <div className="row">
        <Button small onClick={open}>
          Open {name}
        </Button>
      </div>
    </Callout>
  )
}

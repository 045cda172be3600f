import { useState, type KeyboardEvent } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { Hex, Inspection } from '../../../shared/model.ts'
import { copy, session, store, useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DismissButton } from '../../ui/DismissButton.tsx'
import { FolderField } from '../../ui/FolderField.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { shown } from '../../../shared/text.ts'
import { Already } from './Already.tsx'
import { Beside, besides } from './Beside.tsx'
import { Branches } from './Branches.tsx'
import { FolderHint } from './FolderHint.tsx'
import { ERROR_ID, InspectionError } from './InspectionError.tsx'
import { Preview } from './Preview.tsx'
import { PublishProgress } from './PublishProgress.tsx'
import { useInspection } from './useInspection.ts'
import './publish.css'

/** What the user changed of what the folder suggests; forgotten when the folder changes. */
interface Wishes {
  readonly name?: string
  readonly ticked?: ReadonlySet<string>
  /** The project beside which it is published; null for a project of its own. */
  readonly beside?: Hex | null
}

const sameOf = (offer: Inspection, wanted: Hex | undefined) =>
  besides(offer).find(({ repoHash }) => repoHash === wanted) ?? besides(offer)[0]

const headOf = (inspection: Inspection) =>
  new Set(inspection.branches.filter((branch) => branch.isHead).map((branch) => branch.name))

/** Share a repository with the people around: choose the folder, the branches, and see what others will see. */
export function PublishDialog({ path: given = '', onClose }: { path?: string | undefined; onClose(): void }) {
  const [path, setPath] = useState(given)
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
  /** Beside what is shared already, unless the user wants otherwise. */
  const beside = offer && wishes.beside !== null ? (sameOf(offer, wishes.beside) ?? null) : null
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
        branches: [...ticked],
        ...(beside
          ? { relatedTo: beside.repoHash }
          : { name: name.trim(), ...(description.trim() && { description: description.trim() }) }),
      })
      const told = beside ? `your heads of ${shown(beside.name, 60)}` : shown(name, 60)
      store.getState().toast('ok', beside ? `You publish ${told}` : `${told} is published`, {
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
      onKeyDown={onKeyDown}
      footer={
        <>
          <span className="meta t3 grow">
            {publishing ? (
              <PublishProgress name={name} beside={beside} />
            ) : offer ? (
              beside ? (
                `Later commits on these branches follow by themselves.`
              ) : (
                'Anyone who joins can publish their own heads beside yours.'
              )
            ) : (
              'Nothing has been shared.'
            )}
          </span>
          <DismissButton onClick={onClose}>Cancel</DismissButton>
          <Button
            look="pri"
            disabled={!ready || publishing || !online}
            title={online ? undefined : 'The node does not answer'}
            onClick={() => void publish()}
          >
            {publishing ? 'Publishing…' : beside ? 'Publish my heads' : 'Publish'}
            {ready && !publishing && <Kbd keys="Mod Enter" />}
          </Button>
        </>
      }
    >
      <div className="body">
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
              <Beside
                inspection={offer}
                chosen={beside?.repoHash ?? null}
                onChoose={(repoHash) => setWishes({ ...wishes, beside: repoHash })}
                onClose={onClose}
              />
              <Branches inspection={offer} ticked={ticked} onTick={tick} />
              {!beside && (
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
              )}
            </>
          )}
        </div>
        {offer && <Preview inspection={offer} {...{ name, description, beside }} branches={ticked.size} />}
      </div>
    </Dialog>
  )
}

import { Eye } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { copy, session, store, useOnline, useProject, useSelfId } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DismissButton } from '../../ui/DismissButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { branchName, plural, sentences, shown } from '../../../shared/text.ts'
import { choices, tickedAtFirst, withdrawn } from './own-heads.ts'
import { Tick } from './Tick.tsx'
import { Withdrawn } from './Withdrawn.tsx'
import './heads.css'

/** Which of the user's branches others get, said before any of them is. */
export function HeadsDialog({ repoHash, onClose }: { repoHash: Hex; onClose(): void }) {
  const project = useProject(repoHash)
  const self = useSelfId()
  const online = useOnline()
  const [wished, setWished] = useState<ReadonlySet<string> | null>(null)
  const [wishedAll, setWishedAll] = useState<boolean | null>(null)
  const [wishedPurge, setWishedPurge] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<AppError | null>(null)
  if (!project) return null
  const { own, workingTree, role, path } = project
  const ticked = wished ?? tickedAtFirst(project)
  const all = wishedAll ?? own?.branches === 'all'
  const name = shown(project.name, 60)
  const gone = withdrawn(own, all ? 'all' : ticked)
  const purge = wishedPurge && gone.length > 0
  const ready = (all || ticked.size > 0) && !busy && online

  const tick = (branch: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(branch)
    else next.delete(branch)
    setWished(next)
  }
  const publish = async () => {
    if (!ready) return
    setBusy(true)
    setRefusal(null)
    const choice = all ? { all } : { branches: [...ticked] }
    try {
      // Who started the project publishes his heads by the project itself.
      const { link, heads } =
        role === 'publisher' && !purge
          ? await session.call('publish', { path, ...choice })
          : await session.call('publishHeads', { project: repoHash, ...choice, ...(purge && { purge }) })
      onClose()
      store.getState().toast('ok', `${plural(heads.length, 'head')} of ${name} published`, {
        label: 'Copy link',
        run: () => void copy(link, `the link of your heads`),
      })
    } catch (thrown) {
      setRefusal(AppError.of(thrown))
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    void publish()
  }

  return (
    <Dialog
      title={own ? `Your heads of ${name}` : `Publish your heads of ${name}`}
      className="small"
      onClose={onClose}
      onKeyDown={onKeyDown}
      footer={
        <>
          <span className="meta t3 grow">{own ? '' : 'Nothing has been shared.'}</span>
          <DismissButton onClick={onClose}>Cancel</DismissButton>
          <Button look="pri" disabled={!ready} onClick={() => void publish()}>
            {busy ? 'Publishing…' : own ? 'Save' : 'Publish'}
            {ready && <Kbd keys="Mod Enter" />}
          </Button>
        </>
      }
    >
      <div className="form body">
        {refusal && (
          <Callout icon={Eye} tone="bad" title={sentences(refusal.message)}>
            <p className="why">{sentences(refusal.action)}</p>
          </Callout>
        )}
        <div>
          <span className="lbl" id="heads-label">
            Branches others get
          </span>
          <ul className="brs heads-choice" aria-labelledby="heads-label">
            {choices(workingTree, own).map((branch) => {
              const on = all || ticked.has(branch)
              return (
                <li key={branch} className={on ? '' : 'no'}>
                  <Tick
                    label={`Publish ${branchName(branch)}`}
                    on={on}
                    disabled={all}
                    onTick={(next) => tick(branch, next)}
                  />
                  <RefBadge
                    name={branchName(branch)}
                    peerId={on ? (self ?? undefined) : undefined}
                    head={on && branch === workingTree?.branch}
                  />
                  <span className="t3 meta">{branch === workingTree?.branch ? 'checked out' : ''}</span>
                </li>
              )
            })}
          </ul>
          <div className="row all">
            <Tick label="All branches, later ones too" on={all} onTick={setWishedAll} id="all-branches" />
            <label htmlFor="all-branches">All branches, later ones too</label>
          </div>
          {!all && <p className="hint">New branches stay private until you tick them here.</p>}
          {gone.length > 0 && <Withdrawn branches={gone} purge={purge} onPurge={setWishedPurge} />}
        </div>
        <Callout icon={Eye} title="Anybody on this network can copy these branches">
          <p className="why">
            With their whole history, and every later commit on them, by itself. Uncommitted and ignored files
            are never shared. Copies that others made stay with them.
          </p>
        </Callout>
      </div>
    </Dialog>
  )
}

import { Link2, LogOut, Pause, Play, TriangleAlert } from 'lucide-react'
import type { Project } from '../../../shared/model.ts'
import { copy, go, store, useApp, useOnline, useProject } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { sentences, shown } from '../../ui/text.ts'
import { Tile } from '../../ui/Tile.tsx'
import { cancel, retry, setPaused } from '../nearby/actions.ts'
import { Sheet } from '../shell/Sheet.tsx'
import { FirstSteps, PublishedRefs, Remotes, Sources, Who } from './sections.tsx'
import { Stats } from './Stats.tsx'
import './project.css'

/** One project of this node: where it is, how far it got, what is in it and from whom. */
export function ProjectScreen({ repoHash }: { repoHash: string }) {
  const project = useProject(repoHash)
  const loaded = useApp((app) => app.state !== null)
  const name = shown(project?.name ?? 'Project', 100)
  const hints = (
    <>
      <span className="sp" />
      <span className="mono">repo {repoHash.slice(0, 12)}</span>
      <CopyButton text={repoHash} what="the repo hash" />
    </>
  )
  return (
    <Sheet label={name} hints={hints}>
      {project ? <Loaded project={project} name={name} /> : loaded && <Missing />}
    </Sheet>
  )
}

function Missing() {
  return (
    <EmptyState
      level="h1"
      title="This project is not on this computer"
      text="It was left, or its join has not begun. What was cloned before stays where it is."
    >
      <Button onClick={() => go({ name: 'nearby' })}>Go to Nearby</Button>
    </EmptyState>
  )
}

function Loaded({ project, name }: { project: Project; name: string }) {
  const online = useOnline()
  const { repoHash, role, path, link } = project
  const forget = () => store.getState().openDialog({ name: 'forget', repoHash })
  return (
    <>
      <header className="phead">
        <Tile repoHash={repoHash} size={40} />
        <div className="grow">
          <h1 className="cut name">{name}</h1>
          <div className="path">
            <span className="cut">{path}</span>
            <CopyButton text={path} what="the path" />
          </div>
        </div>
        {link && (
          <Button icon={Link2} onClick={() => void copy(link, `the link of ${name}`)}>
            Copy link
          </Button>
        )}
        {isFetching(project) && <PauseButton project={project} />}
        {project.state === 'failed' ? null : project.state === 'joining' || project.state === 'verifying' ? (
          <Button disabled={!online} onClick={() => void cancel(repoHash)}>
            Cancel joining
          </Button>
        ) : (
          <Button icon={LogOut} look="danger" disabled={!online} onClick={forget}>
            {role === 'publisher' ? 'Unpublish…' : 'Leave…'}
          </Button>
        )}
      </header>
      <div className="scroll">
        <div className="sw">
          {project.description && <p className="about t2 name">{shown(project.description, 500)}</p>}
          {project.error && <Failed project={project} error={project.error} />}
          <Stats project={project} name={name} />
          <div className="two">
            <div className="col">
              {(project.state === 'usable' || project.state === 'joined') && <FirstSteps path={path} />}
              <PublishedRefs project={project} />
              <Remotes project={project} />
            </div>
            <div className="col">
              <Who project={project} />
              <Sources project={project} />
            </div>
          </div>
        </div>
      </div>
    </>
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

function Failed({ project, error }: { project: Project; error: NonNullable<Project['error']> }) {
  const online = useOnline()
  const remove = async () => {
    if (await cancel(project.repoHash)) go({ name: 'nearby' })
  }
  return (
    <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
      <p className="why">{sentences(error.action)}</p>
      <div className="row">
        <Button small disabled={!online} onClick={() => void retry(project.repoHash)}>
          Retry
        </Button>
        <Button small look="ghost" disabled={!online} onClick={() => void remove()}>
          Remove from the list
        </Button>
      </div>
    </Callout>
  )
}

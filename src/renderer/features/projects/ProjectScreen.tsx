import { lazy, Suspense } from 'react'
import type { Project } from '../../../shared/model.ts'
import { go, useApp, useNode, useProject } from '../../store/app.ts'
import type { ProjectTab } from '../../../shared/view.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { shown } from '../../../shared/text.ts'
import { CommitsTab } from '../commits/CommitsTab.tsx'
import { PeopleTab } from '../people/PeopleTab.tsx'
import { Sheet } from '../shell/Sheet.tsx'
import { ProjectHeader } from './ProjectHeader.tsx'
import { SwarmTab } from '../swarm/SwarmTab.tsx'
import { PANEL, tabId, Tabs } from './Tabs.tsx'
import { useProjectKeys } from './useProjectKeys.ts'
import { WorkNow } from './WorkNow.tsx'
import './project.css'

/** Loaded when it is first looked at, so that the window opens no later for it. */
const FilesTab = lazy(() => import('../files/FilesTab.tsx').then(({ FilesTab: tab }) => ({ default: tab })))

const NAMES: Readonly<Record<ProjectTab, string>> = {
  ...{ commits: 'Commits', people: 'People', swarm: 'Swarm', files: 'Files' },
}

interface ProjectScreenProps {
  readonly repoHash: string
  readonly tab: ProjectTab
}

/** One project of this node: its commits, the people in it, how its blocks travel, and its files. */
export function ProjectScreen({ repoHash, tab }: ProjectScreenProps) {
  const project = useProject(repoHash)
  const loaded = useApp((app) => app.state !== null)
  const name = shown(project?.name ?? 'Project', 100)
  /** Before there is a clone, how it comes is all there is to see. */
  const hasClone = project?.state === 'usable' || project?.state === 'joined'
  const current = hasClone ? tab : 'swarm'
  return (
    <Sheet
      label={hasClone ? `${name}, ${NAMES[current]}` : name}
      hints={<Hints tab={current} repoHash={repoHash} />}
    >
      {project ? (
        <Loaded {...{ project, name, hasClone }} tab={current} />
      ) : loaded ? (
        <Missing />
      ) : (
        <Skeleton label="Loading the project" rows={10} height={34} />
      )}
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

interface LoadedProps {
  readonly project: Project
  readonly name: string
  readonly tab: ProjectTab
  readonly hasClone: boolean
}

function Loaded({ project, name, tab, hasClone }: LoadedProps) {
  const node = useNode()
  useProjectKeys(project.repoHash)
  if (!node) return null
  return (
    <>
      <ProjectHeader project={project} name={name} />
      {hasClone ? (
        <>
          <Tabs project={project} current={tab} />
          {project.state === 'usable' && tab !== 'swarm' && <WorkNow project={project} />}
          <div id={PANEL} className="panel" role="tabpanel" aria-labelledby={tabId(tab)}>
            {tab === 'commits' && <CommitsTab project={project} node={node} />}
            {tab === 'people' && <PeopleTab project={project} node={node} />}
            {tab === 'swarm' && <SwarmTab project={project} name={name} />}
            {tab === 'files' && (
              <Suspense>
                <FilesTab key={project.repoHash} project={project} node={node} />
              </Suspense>
            )}
          </div>
        </>
      ) : (
        <SwarmTab project={project} name={name} />
      )}
    </>
  )
}

const KEYS: Readonly<Record<ProjectTab, readonly (readonly [string, string])[]>> = {
  commits: [
    ['J K', 'commit'],
    ['M', 'merge'],
    ['Y', 'copy hash'],
  ],
  people: [
    ['J K', 'person'],
    ['M', 'merge'],
    ['O', 'check out'],
    ['Shift M', 'mute'],
  ],
  swarm: [],
  files: [
    ['B', 'switch ref'],
    ['J K', 'file'],
    ['E', 'open in editor'],
  ],
}

function Hints({ tab, repoHash }: { tab: ProjectTab; repoHash: string }) {
  return (
    <>
      {KEYS[tab].map(([keys, what]) => (
        <span key={what}>
          <Kbd keys={keys} /> {what}
        </span>
      ))}
      <span className="sp" />
      {tab === 'commits' && <span className="hide-sm">Git sees these as ordinary remotes</span>}
      {tab === 'people' && <span>“Verified” means that you compared the words</span>}
      {tab === 'files' && <span className="hide-sm">Read from git: nothing here touches your folder</span>}
      {tab === 'swarm' && (
        <>
          <span className="mono">repo {repoHash.slice(0, 12)}</span>
          <CopyButton text={repoHash} what="the repo hash" />
        </>
      )}
    </>
  )
}

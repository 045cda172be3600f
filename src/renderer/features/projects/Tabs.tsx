import { useRef, type KeyboardEvent } from 'react'
import { GitBranch } from 'lucide-react'
import type { Project } from '../../../shared/model.ts'
import { go } from '../../store/app.ts'
import { PROJECT_TABS, type ProjectTab } from '../../../shared/view.ts'
import { Icon } from '../../ui/Icon.tsx'
import { branchName, plural } from '../../../shared/text.ts'
import { unreadCommits } from '../../../shared/unread.ts'

const NAMES: Readonly<Record<ProjectTab, string>> = {
  ...{ commits: 'Commits', people: 'People', swarm: 'Swarm', files: 'Files' },
}

export const PANEL = 'project-panel'
export const tabId = (tab: ProjectTab) => `project-tab-${tab}`

/** The parts of a project's page, and beside them where the working tree stands. */
export function Tabs({ project, current }: { project: Project; current: ProjectTab }) {
  const list = useRef<HTMLDivElement>(null)
  const show = (tab: ProjectTab) => go({ name: 'project', repoHash: project.repoHash, tab })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = PROJECT_TABS.at((PROJECT_TABS.indexOf(current) + step) % PROJECT_TABS.length)!
    show(next)
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus()
  }
  return (
    <div className="tabs">
      <div ref={list} role="tablist" aria-label="Project" onKeyDown={onKeyDown}>
        {PROJECT_TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            id={tabId(tab)}
            role="tab"
            className="tab"
            aria-selected={tab === current}
            aria-controls={PANEL}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => show(tab)}
          >
            {NAMES[tab]}
            <Count project={project} tab={tab} />
          </button>
        ))}
      </div>
      <span className="sp" />
      <Where project={project} />
    </div>
  )
}

function Count({ project, tab }: { project: Project; tab: ProjectTab }) {
  const unread = unreadCommits(project)
  if (tab === 'commits' && unread > 0) {
    return (
      <span className="n new">
        {unread}
        <span className="vh"> new</span>
      </span>
    )
  }
  if (tab === 'people' && project.remotes.length > 0)
    return <span className="n">{project.remotes.length}</span>
  return null
}

function Where({ project: { workingTree } }: { project: Project }) {
  if (!workingTree) return null
  const { branch, head, dirty, underWay, branches } = workingTree
  return (
    <span className="row meta t3 hide-sm where" title={plural(branches.length, 'branch', 'branches')}>
      <Icon of={GitBranch} size="s" />
      <span>
        on{' '}
        <span className="mono t2">
          {branch === null ? (head?.slice(0, 7) ?? 'nothing') : branchName(branch)}
        </span>
        {underWay !== null ? ` · in the middle of ${underWay}` : dirty ? ' · uncommitted changes' : ''}
      </span>
    </span>
  )
}

import { Share, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useApp, useProject } from '../../store/app.ts'
import { hrefOf } from '../../../shared/view.ts'
import { percent } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ProgressRing } from '../../ui/Progress.tsx'
import { shown } from '../../../shared/text.ts'
import { Tile } from '../../ui/Tile.tsx'
import { Tip } from '../../ui/Tip.tsx'
import { projectsByName } from '../projects/by-name.ts'
import { unreadCommits } from '../../../shared/unread.ts'

/** This node's projects by name. */
export function ProjectLinks() {
  const hashes = useApp(useShallow((app) => projectsByName(app.state).map((project) => project.repoHash)))
  return (
    <div className="projects">
      {hashes.map((repoHash) => (
        <ProjectLink key={repoHash} repoHash={repoHash} />
      ))}
    </div>
  )
}

const ProjectLink = memo(function ProjectLink({ repoHash }: { repoHash: string }) {
  const name = shown(useProject(repoHash)?.name ?? '', 100)
  const current = useApp((app) => app.view.name === 'project' && app.view.repoHash === repoHash)
  return (
    <Tip text={name} side="right" railOnly>
      <a
        className="nav"
        href={hrefOf({ name: 'project', repoHash })}
        aria-current={current ? 'page' : undefined}
      >
        <Tile repoHash={repoHash} size={16} />
        <span className="txt">{name}</span>
        <ProjectBadge repoHash={repoHash} />
      </a>
    </Tip>
  )
})

function ProjectBadge({ repoHash }: { repoHash: string }) {
  const project = useProject(repoHash)
  if (!project) return null
  const fresh = unreadCommits(project)
  if (project.state === 'failed') {
    return (
      <span className="n bad">
        <Icon of={TriangleAlert} size="s" />
        <span className="vh">failed</span>
      </span>
    )
  }
  if (project.state !== 'joined') {
    const done = percent(project.progress)
    return (
      <span className="n">
        {done}%
        <ProgressRing value={done} label={`${done}% downloaded`} />
      </span>
    )
  }
  if (fresh > 0) {
    return (
      <span className="n on">
        {fresh}
        <span className="vh"> new</span>
        <i className="dot" />
      </span>
    )
  }
  if (project.role !== 'publisher') return null
  return (
    <span className="n" title="You publish this">
      <Icon of={Share} size="xs" />
      <span className="vh">published by you</span>
    </span>
  )
}

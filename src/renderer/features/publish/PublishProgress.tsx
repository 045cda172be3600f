import type { SameProject } from '../../../shared/model.ts'
import { useProject } from '../../store/app.ts'
import { Progress } from '../../ui/Progress.tsx'

/** Beside a project that others share, their reels come first: how far, and what is done with them. */
export function PublishProgress({ name, beside }: { name: string; beside: SameProject | null }) {
  const project = useProject(beside?.repoHash ?? '')
  if (!project || project.phase === '') return <Progress label={`Publishing ${name}`} />
  const { have, total } = project.transfer
  const share = total > 0 && have < total ? Math.floor((have * 100) / total) : undefined
  return (
    <>
      <span>{share === undefined ? project.phase : `${project.phase}, ${share} %`}</span>
      <Progress label={project.phase} {...(share !== undefined && { value: share })} />
    </>
  )
}

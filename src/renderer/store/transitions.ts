import type { AppState, Change, Project } from '../../shared/model.ts'

export interface Transition {
  readonly project: Project
  readonly to: 'joined' | 'failed'
}

/** Joins that ended with these changes: what is worth telling, however often rates change. */
export function endedJoins(before: AppState, changes: readonly Change[]): Transition[] {
  return changes.flatMap(({ collection, key, value }) => {
    if (collection !== 'projects' || value === null) return []
    const project = value as Project
    const old = before.projects[key]
    const moved = old !== undefined && old.state !== project.state && project.role === 'joiner'
    return moved && (project.state === 'joined' || project.state === 'failed')
      ? [{ project, to: project.state }]
      : []
  })
}

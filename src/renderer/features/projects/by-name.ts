import type { AppState, Project } from '../../../shared/model.ts'

/** This node's projects in the order of the sidebar and of its shortcuts. */
export const projectsByName = (state: AppState | null): Project[] =>
  Object.values(state?.projects ?? {}).sort(
    (a, b) => a.name.localeCompare(b.name) || (a.repoHash < b.repoHash ? -1 : 1),
  )

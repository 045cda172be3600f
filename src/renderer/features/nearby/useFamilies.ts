import type { AppState, NearbyProject } from '../../../shared/model.ts'
import { useApp } from '../../store/app.ts'
import { shareFamilies, toFamilies, type Family } from './families.ts'

interface Memory {
  readonly nearby: AppState['nearby']
  readonly links: string
  readonly families: readonly Family[]
}

const NONE: readonly Family[] = []
let memory: Memory = { nearby: {}, links: '', families: NONE }

/** The families of Nearby: the same objects for as long as nothing in them changed. */
export const useFamilies = (): readonly Family[] =>
  useApp((app) => (app.state ? familiesOf(app.state) : NONE))

function familiesOf({ nearby, projects }: AppState): readonly Family[] {
  const own = Object.values(projects)
  // Projects change with every rate; only what relates them matters here.
  const links = own.map((project) => project.repoHash + project.alternatives.join()).join(' ')
  if (nearby !== memory.nearby || links !== memory.links) {
    const seen: readonly NearbyProject[] = Object.values(nearby)
    memory = { nearby, links, families: shareFamilies(memory.families, toFamilies(seen, own)) }
  }
  return memory.families
}

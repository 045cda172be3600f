import type { Project, RemotePerson } from '../../../shared/model.ts'
import { mergeBlockedBy } from './forecast.ts'

const RELATIONS: readonly RemotePerson['relation'][] = ['publisher', 'verified', 'claimed', 'refused']

/** Who started it first, those who can't be followed last, muted ones before them; by name between. It never jumps with news. */
export const inOrder = (remotes: readonly RemotePerson[]): RemotePerson[] =>
  [...remotes].sort(
    (a, b) =>
      RELATIONS.indexOf(a.relation) - RELATIONS.indexOf(b.relation) ||
      Number(a.muted) - Number(b.muted) ||
      a.name.localeCompare(b.name) ||
      (a.person < b.person ? -1 : 1),
  )

/** Whether Merge on a head does something now, by what is known. */
const isReady = ({ muted }: RemotePerson, head: RemotePerson['refs'][number]) =>
  !muted && (head.merge?.kind === 'clean' || head.merge?.kind === 'forward')

/** The head that M merges of a person: the first that merges; null if there is none, or nothing can be merged now. */
export const readyHead = (remote: RemotePerson, workingTree: Project['workingTree']) =>
  mergeBlockedBy(workingTree) === '' ? (remote.refs.find((head) => isReady(remote, head)) ?? null) : null

import type { OwnHeads, Project, WorkingTree } from '../../../shared/model.ts'
import { plural } from '../../../shared/text.ts'

/** "Seen by 5", or what to say before anybody did. */
export const seenText = ({ seenBy }: Pick<OwnHeads, 'seenBy'>) =>
  seenBy === 0 ? 'Nobody has them yet' : `Seen by ${seenBy}`

/** The line under "Publish my heads". */
export function publishText(own: OwnHeads | null, online: boolean): string {
  if (!own) return 'Only you see your commits'
  const heads = plural(own.heads.length, 'head')
  if (!online) return `${heads} · the node does not answer`
  return `Published · ${heads} · ${own.seenBy === 0 ? 'not seen yet' : `seen by ${own.seenBy}`}`
}

/** What is ticked when the choice opens: what is published, or the current branch. */
export function tickedAtFirst({
  own,
  workingTree,
}: Pick<Project, 'own' | 'workingTree'>): ReadonlySet<string> {
  if (own && own.branches !== 'all') return new Set(own.branches)
  return new Set(workingTree?.branch ? [workingTree.branch] : [])
}

/** Branches that are published, and are not chosen any more. */
export function withdrawn(own: OwnHeads | null, chosen: ReadonlySet<string> | 'all'): string[] {
  if (!own || chosen === 'all') return []
  const published =
    own.branches === 'all' ? own.heads.map(({ ref }) => ref.replace('refs/heads/', '')) : own.branches
  return published.filter((branch) => !chosen.has(branch))
}

/** The branches one can choose: the current one first, then by name; those that are published and gone stay in the list. */
export function choices(workingTree: WorkingTree | null, own: OwnHeads | null): string[] {
  const { branch = null, branches = [] } = workingTree ?? {}
  const published = own && own.branches !== 'all' ? own.branches : []
  const names = new Set([...branches.map(({ name }) => name), ...published])
  return [...names].sort((a, b) => Number(b === branch) - Number(a === branch) || a.localeCompare(b))
}

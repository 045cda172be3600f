import type { Hex, NodeView, Project } from '../../../shared/model.ts'
import type { Owner } from './lanes.ts'

export interface Named {
  readonly peerId: Hex
  readonly name: string
}

/** Those whose pictures may stand beside commits: the user, and people who proved to belong; a stranger can't blur a name. */
export const peopleIn = (project: Project, self: NodeView): Named[] => [
  { peerId: self.peerId, name: self.name },
  ...project.remotes
    .filter(({ relation }) => relation === 'publisher' || relation === 'verified')
    .map(({ peerId, name }) => ({ peerId, name })),
]

/**
 * Whose picture stands beside a commit. An author's name is only a claim: in somebody's own lane nobody else's picture is
 * shown, and a name that two people bear shows none.
 * @param author as the commit says
 * @param owner  whose lane it is in
 */
export function pictureOf(author: string, owner: Owner, people: readonly Named[], self: Hex): Hex | null {
  const same = (name: string) => name.trim().toLowerCase() === author.trim().toLowerCase()
  const named = people.filter(({ name }) => same(name))
  if (owner !== null && named.some(({ peerId }) => peerId === owner)) return owner
  if (owner !== null && owner !== self) return null
  return named.length === 1 ? named[0]!.peerId : null
}

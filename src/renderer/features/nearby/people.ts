import type { Person, Project } from '../../../shared/model.ts'
import { branchName, plural } from '../../../shared/text.ts'
import type { Family } from './families.ts'

/** One person of a family: somebody who publishes one of its projects, or has a copy, or both. */
export interface FamilyPerson extends Person {
  readonly you: boolean
  /** Somebody who can be asked for blocks now. */
  readonly here: boolean
  readonly complete: boolean
  readonly branches: readonly string[]
  /** What they are to the project, for people to read. */
  readonly note: string
  /** Their newest commit; null when they publish nothing. */
  readonly time: number | null
}

/**
 * Everybody of a family, once: publishers first (the root's leads), then those who only hold a copy.
 * @param family one row of Nearby
 * @param self   this node; it counts as a holder of what it has
 * @param own    this node's project of that family, if any
 */
export function peopleOf(family: Family, self: Person | null, own: Project | null): FamilyPerson[] {
  const holders = new Map(
    family.members.flatMap((member) => member.holders).map((each) => [each.peerId, each.name]),
  )
  const complete = new Set(
    family.members
      .flatMap((member) => member.holders.filter((each) => each.complete))
      .map((each) => each.peerId),
  )
  if (self && own && own.state !== 'failed') {
    holders.set(self.peerId, self.name)
    if (own.state === 'joined') complete.add(self.peerId)
  }

  const publishers = new Map<string, FamilyPerson>()
  for (const member of family.members) {
    const { name, peerId } = member.publisher
    const before = publishers.get(peerId)
    const here = holders.has(peerId)
    const full = complete.has(peerId)
    const branches = [...(before?.branches ?? []), ...member.heads.map(branchName)]
    const ahead = own?.remotes.find((remote) => remote.peerId === peerId)?.ahead ?? 0
    const role =
      family.root.publisher.peerId === peerId
        ? 'Started it'
        : ahead > 0
          ? `${plural(ahead, 'commit')} that you lack`
          : 'Publishes own heads'
    publishers.set(peerId, {
      name,
      peerId,
      you: peerId === self?.peerId,
      here,
      complete: full,
      branches: [...new Set(branches)],
      note: `${role} · ${here ? (full ? 'full copy' : 'still copying') : 'not here now'}`,
      time: Math.max(before?.time ?? 0, member.latest?.time ?? 0) || null,
    })
  }
  const copies = [...holders]
    .filter(([peerId]) => !publishers.has(peerId))
    .map(([peerId, name]) => {
      const full = complete.has(peerId)
      return {
        ...{
          name,
          peerId,
          you: peerId === self?.peerId,
          here: true,
          complete: full,
          branches: [],
          time: null,
        },
        note: full ? 'Full copy' : 'Still copying',
      }
    })
  return [...publishers.values(), ...copies]
}

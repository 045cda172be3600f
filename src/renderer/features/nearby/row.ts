import type { Hex, NearbyProject, Project } from '../../../shared/model.ts'
import { percent } from '../../../shared/format.ts'
import { plural, shown } from '../../../shared/text.ts'
import { unreadCommits } from '../../../shared/unread.ts'
import type { Family } from './families.ts'

export type RowState = 'joinable' | 'joining' | 'usable' | 'joined' | 'yours' | 'failed' | 'gone'

/** This node's project of a family: the root's before any other. */
export const ownOf = (family: Family, projects: Readonly<Record<Hex, Project>>): Project | null =>
  family.members.map((member) => projects[member.repoHash]).find((project) => project !== undefined) ?? null

/** The project that Join takes: the root, or when it is gone the first that somebody still has. */
export const joinTarget = (family: Family): NearbyProject =>
  family.members.find((member) => member.goneSince === null) ?? family.root

/** When the last project of the family went away; null while any is there. */
export const goneSince = (family: Family): number | null =>
  family.members.some((member) => member.goneSince === null)
    ? null
    : Math.max(...family.members.map((member) => member.goneSince ?? 0))

export function rowState(family: Family, own: Project | null): RowState {
  if (own) {
    if (own.state === 'verifying') return 'joining'
    if (own.state !== 'joined') return own.state
    return own.role === 'publisher' && own.repoHash === family.root.repoHash ? 'yours' : 'joined'
  }
  return goneSince(family) === null ? 'joinable' : 'gone'
}

/** What a screen reader says of the row, and what tests find it by. */
export function rowLabel(family: Family, own: Project | null, seeders: number): string {
  const name = shown(family.root.name, 100)
  const done = own ? `${percent(own.progress)} percent` : ''
  const fresh = own ? unreadCommits(own) : 0
  const tail = fresh > 0 ? `, ${plural(fresh, 'new commit')}` : ''
  switch (rowState(family, own)) {
    case 'yours':
      return `${name}, yours, published${tail}`
    case 'joined':
      return `${name}, joined${tail}`
    case 'joining':
      return `${name}, joining, ${done}`
    case 'usable':
      return `${name}, usable, ${done}`
    case 'failed':
      return `${name}, join failed`
    case 'gone':
      return `${name}, gone`
    case 'joinable':
      return `${name}, not joined${seeders === 0 ? ', no full copy online' : ''}`
  }
}

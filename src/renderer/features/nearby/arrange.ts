import type { Hex, Project } from '../../../shared/model.ts'
import { branchName } from '../../../shared/text.ts'
import type { Family } from './families.ts'
import { ownOf } from './row.ts'

export const SHOW = ['all', 'joined', 'not-joined'] as const
export type Show = (typeof SHOW)[number]
export const SORTS = ['latest', 'name', 'people', 'size'] as const
export type Sort = (typeof SORTS)[number]

export interface Arrangement {
  readonly filter: string
  readonly show: Show
  readonly sort: Sort
}

/** The families that the list shows, in its order. Every word of the filter has to be found somewhere in the family. */
export function arrange(
  families: readonly Family[],
  projects: Readonly<Record<Hex, Project>>,
  { filter, show, sort }: Arrangement,
): Family[] {
  const words = fold(filter).split(/\s+/).filter(Boolean)
  return families
    .filter((family) => show === 'all' || (ownOf(family, projects) !== null) === (show === 'joined'))
    .filter((family) => words.length === 0 || matches(family, words))
    .sort((a, b) => ORDERS[sort](a, b) || byName(a, b) || (a.root.repoHash < b.root.repoHash ? -1 : 1))
}

/** Lower case without accents, so that "lea" finds Léa. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function matches(family: Family, words: readonly string[]): boolean {
  const text = fold(
    family.members
      .flatMap((member) => [
        ...[member.name, member.description, member.publisher.name, member.repoHash],
        ...[member.latest?.subject ?? '', member.latest?.author ?? ''],
        ...member.heads.map(branchName),
        ...member.holders.map((holder) => holder.name),
      ])
      .join('\n'),
  )
  return words.every((word) => text.includes(word))
}

const byName = (a: Family, b: Family) => fold(a.root.name).localeCompare(fold(b.root.name))
const newest = (family: Family) => Math.max(0, ...family.members.map((member) => member.latest?.time ?? 0))
const crowd = (family: Family) =>
  new Set(family.members.flatMap((member) => member.holders.map((holder) => holder.peerId))).size
const size = (family: Family) => family.root.size ?? -1

const ORDERS: Readonly<Record<Sort, (a: Family, b: Family) => number>> = {
  latest: (a, b) => newest(b) - newest(a),
  name: byName,
  people: (a, b) => crowd(b) - crowd(a),
  size: (a, b) => size(b) - size(a),
}

/** What files can be looked at by: HEAD and the user's own branches, those of others, and tags. */
import type { Hex, Project, TagRow } from '../../../shared/model.ts'
import { shown } from '../../../shared/text.ts'

export interface RefChoice {
  /** As the node takes it. */
  readonly ref: string
  /** Within its group: "main". */
  readonly name: string
  /** On its own: "alice/main". */
  readonly label: string
  /** Whose it is; null: the user's own, and nobody else sees it. */
  readonly peerId: Hex | null
  readonly sha: Hex
  /** Of its newest commit; null where it isn't known. */
  readonly time: number | null
  /** What is checked out. */
  readonly head: boolean
}

export interface RefGroup {
  readonly name: string
  /** Whose they are; null: tags, which are the project's. */
  readonly peerId: Hex | null
  readonly choices: readonly RefChoice[]
}

/** Groups without a branch are left out. */
export function refGroups(
  { workingTree, own, remotes }: Project,
  self: Hex,
  tags: readonly TagRow[] = [],
): RefGroup[] {
  const { branch = null, head = null, branches = [] } = workingTree ?? {}
  const published = (name: string) => own !== null && (own.branches === 'all' || own.branches.includes(name))
  const mine = (ref: string, name: string, sha: Hex, head: boolean): RefChoice => ({
    ...{ ref, name: shown(name, 60), label: shown(name, 60), sha, time: null, head },
    peerId: head || published(name) ? self : null,
  })
  const yours = [
    ...(head === null ? [] : [mine('HEAD', branch ?? 'HEAD', head, true)]),
    ...branches
      .filter(({ name }) => name !== branch)
      .map(({ name, sha }) => mine(`refs/heads/${name}`, name, sha, false)),
  ]
  const others = remotes.map(({ person, name, peerId, refs }) => ({
    name: shown(name, 60),
    peerId,
    choices: refs.map((ref) => ({
      ref: `refs/remotes/${person}/${ref.name}`,
      name: shown(ref.name, 60),
      label: shown(`${person}/${ref.name}`, 80),
      ...{ peerId, sha: ref.sha, time: ref.time || null, head: false },
    })),
  }))
  const tagged = tags.map(({ name, sha, time }) => ({
    ...{ ref: `refs/tags/${name}`, name: shown(name, 60), label: shown(name, 60), sha, time: time || null },
    ...{ peerId: null, head: false },
  }))
  const groups: RefGroup[] = [
    { name: 'You', peerId: self, choices: yours },
    ...others,
    { name: 'Tags', peerId: null, choices: tagged },
  ]
  return groups.filter(({ choices }) => choices.length > 0)
}

/** The choice of a ref; the first one where that is gone, and null where there is none at all. */
export const chosenRef = (groups: readonly RefGroup[], ref: string): RefChoice | null => {
  const all = groups.flatMap(({ choices }) => choices)
  return all.find((choice) => choice.ref === ref) ?? all[0] ?? null
}

/** Those that a search is for. */
export const matching = (groups: readonly RefGroup[], query: string): RefGroup[] => {
  const wanted = query.trim().toLowerCase()
  return groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter(({ label }) => `${label} ${group.name}`.toLowerCase().includes(wanted)),
    }))
    .filter(({ choices }) => choices.length > 0)
}

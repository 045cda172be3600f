import type { Hex, Project } from '../../../shared/model.ts'

/** A branch or HEAD as it stands beside its commit. */
export interface Badge {
  readonly name: string
  /** Whose it is; null: the user's own, and nobody else sees it. */
  readonly peerId: Hex | null
  readonly head: boolean
  /** What `merge` and `checkOut` call it; null for one's own. */
  readonly remote: { readonly person: string; readonly branch: string } | null
}

/** Branches by the commit that they point at: HEAD first, then own ones, then those of others. */
export function badgesOf({ workingTree, own, remotes }: Project, self: Hex): Map<Hex, Badge[]> {
  const badges = new Map<Hex, Badge[]>()
  const add = (sha: Hex, badge: Badge) => {
    const there = badges.get(sha)
    if (there) there.push(badge)
    else badges.set(sha, [badge])
  }
  const { branch = null, head = null, branches = [] } = workingTree ?? {}
  const published = (name: string) => own !== null && (own.branches === 'all' || own.branches.includes(name))
  if (head !== null) add(head, { name: branch ?? 'HEAD', peerId: self, head: true, remote: null })
  for (const { name, sha } of branches) {
    if (name === branch) continue
    add(sha, { name, peerId: published(name) ? self : null, head: false, remote: null })
  }
  for (const { person, peerId, refs } of remotes) {
    for (const { name, sha } of refs) {
      add(sha, { name: `${person}/${name}`, peerId, head: false, remote: { person, branch: name } })
    }
  }
  return badges
}

/** Who has branches at each commit. */
export const ownersOf = (badges: ReadonlyMap<Hex, readonly Badge[]>, self: Hex) =>
  new Map([...badges].map(([sha, list]) => [sha, list.map(({ peerId }) => peerId ?? self)]))

/** Changes whenever another list of commits is to be shown. */
export const headsKey = ({ repoHash, workingTree, remotes }: Project): string =>
  [
    repoHash,
    workingTree?.head ?? '',
    ...(workingTree?.branches ?? []).map(({ name, sha }) => `${name}=${sha}`),
    ...remotes.flatMap(({ person, refs }) => refs.map(({ name, sha }) => `${person}/${name}=${sha}`)),
  ].join(' ')

/** Changes whenever the same commits are to be drawn in another way. */
export const looksKey = ({ own, remotes }: Project): string =>
  JSON.stringify([
    own?.branches ?? null,
    remotes.map(({ muted, refs }) => [muted, refs.map(({ unread }) => unread)]),
  ])

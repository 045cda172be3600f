import type { Hex, NearbyProject } from '../../../shared/model.ts'

/** Projects that name one another in `alternatives`, over any number of steps: one row in Nearby. */
export interface Family {
  /** The project that the others descend from; the family bears its name. */
  readonly root: NearbyProject
  /** All projects of the family that are seen, the root first, the others by when they were first seen. */
  readonly members: readonly NearbyProject[]
}

interface Related {
  readonly repoHash: Hex
  readonly alternatives: readonly Hex[]
}

/**
 * Joins related projects. A repo hash that nobody advertises any more still ties together those who name it.
 * @param nearby   what is seen on the network
 * @param ownLinks further links between repo hashes that this node knows from its own projects
 */
export function toFamilies(nearby: readonly NearbyProject[], ownLinks: readonly Related[] = []): Family[] {
  const groupOf = disjointSets([...nearby, ...ownLinks])
  const groups = new Map<Hex, NearbyProject[]>()
  for (const project of nearby) {
    const key = groupOf(project.repoHash)
    const group = groups.get(key)
    if (group) group.push(project)
    else groups.set(key, [project])
  }
  return [...groups.values()].map(withRoot)
}

/** Union–find over repo hashes with path halving. */
function disjointSets(related: readonly Related[]): (hash: Hex) => Hex {
  const parent = new Map<Hex, Hex>()
  const find = (hash: Hex): Hex => {
    let at = hash
    for (;;) {
      const up = parent.get(at) ?? at
      if (up === at) return at
      const above = parent.get(up) ?? up
      parent.set(at, above)
      at = above
    }
  }
  for (const { repoHash, alternatives } of related) {
    for (const other of alternatives) {
      const a = find(repoHash)
      const b = find(other)
      if (a !== b) parent.set(a, b)
    }
  }
  return find
}

/**
 * A project can only name others that were there before it: who names the fewest of the family is its root, then who is
 * named most, then who was seen first.
 */
function withRoot(group: readonly NearbyProject[]): Family {
  const hashes = new Set(group.map((project) => project.repoHash))
  const naming = (project: NearbyProject) => project.alternatives.filter((hash) => hashes.has(hash)).length
  const named = (project: NearbyProject) =>
    group.filter((other) => other.alternatives.includes(project.repoHash)).length
  const bySeen = (a: NearbyProject, b: NearbyProject) =>
    a.firstSeen - b.firstSeen || (a.repoHash < b.repoHash ? -1 : 1)
  const root = group.reduce((best, project) => {
    const order = naming(project) - naming(best) || named(best) - named(project) || bySeen(project, best)
    return order < 0 ? project : best
  })
  return { root, members: [root, ...group.filter((project) => project !== root).sort(bySeen)] }
}

/** Families of before wherever nothing in them changed, so that only changed rows draw again. */
export function shareFamilies(before: readonly Family[], after: readonly Family[]): Family[] {
  const known = new Map(before.map((family) => [family.root.repoHash, family]))
  return after.map((family) => {
    const old = known.get(family.root.repoHash)
    const same =
      old?.members.length === family.members.length &&
      old.members.every((member, index) => member === family.members[index])
    return same ? old : family
  })
}

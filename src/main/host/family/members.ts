/** Who belongs to a project, as this node keeps it. */
import type { Hex } from '../../../shared/model.ts'
import { safeRemoteName } from '../../git/person-name.ts'
import type { HostContext, ProjectEntry } from '../context.ts'

/** A project with a repository of its own: joined, or published by itself. Others belong to one. */
export const isHome = ({ record }: ProjectEntry): boolean => record.role !== 'related' && record.of === null

export const homeOf = (context: HostContext, entry: ProjectEntry): ProjectEntry | undefined =>
  entry.record.of === null ? entry : context.entries.get(entry.record.of)

export const relatedOf = (context: HostContext, home: ProjectEntry): ProjectEntry[] =>
  [...context.entries.values()].filter(
    ({ record }) => record.role === 'related' && record.of === home.record.repoHash,
  )

/** All whose heads a project's repository follows: its publisher, and related trackers. */
export const followedBy = (context: HostContext, home: ProjectEntry): ProjectEntry[] => [
  ...(home.record.role === 'joiner' ? [home] : []),
  ...relatedOf(context, home),
]

/** The remote's name of a tracker: as it was before, or one that nobody has. */
export function remoteNameFor(
  home: ProjectEntry,
  tracker: { readonly repoHash: Hex; readonly name: string },
  userRemotes: readonly string[],
): string {
  const before = home.record.people.find(({ repoHash }) => repoHash === tracker.repoHash)
  if (before) return before.remote
  const taken = [...userRemotes, ...home.record.people.map(({ remote }) => remote), home.record.remote ?? '']
  return safeRemoteName(tracker.name, new Set(taken.filter((name) => name !== '')))
}

export const isMuted = (home: ProjectEntry, repoHash: Hex): boolean =>
  home.record.people.some((person) => person.repoHash === repoHash && person.muted)

/** Whether auto-merge takes from somebody: the publisher of what one joined, and those whose words were compared. */
export const isTrusted = (context: HostContext, home: ProjectEntry, peerId: Hex): boolean =>
  context.settings.current.trusted.includes(peerId) ||
  (home.record.role === 'joiner' && home.known?.references.tagger.peerId === peerId)

import type { AppState, Project, RemotePerson } from './model.ts'

/** A person's commits that came since the user last looked. Two branches at one commit brought it once. */
export function unreadOf({ refs, muted }: RemotePerson): number {
  if (muted) return 0
  const bySha = new Map<string, number>()
  for (const { sha, unread } of refs) bySha.set(sha, Math.max(unread, bySha.get(sha) ?? 0))
  return [...bySha.values()].reduce((sum, unread) => sum + unread, 0)
}

/** Everybody's. */
export const unreadCommits = ({ remotes }: Project): number =>
  remotes.reduce((sum, remote) => sum + unreadOf(remote), 0)

/** In all projects. */
export const unreadOfAll = (projects: AppState['projects'] = {}): number =>
  Object.values(projects).reduce((sum, project) => sum + unreadCommits(project), 0)

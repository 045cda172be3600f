import type { Project, RemotePerson, RemoteRef } from '../../../shared/model.ts'
import { branchName, plural, shown } from '../../../shared/text.ts'
import { unreadOf } from '../../../shared/unread.ts'
import { mergeBlockedBy } from './forecast.ts'
import { readyHead } from './order.ts'

/** What the banner tells: the newest person's new commits, and how many people more have some. */
export interface News {
  readonly remote: RemotePerson
  /** The branch that moved last. */
  readonly ref: RemoteRef
  readonly commits: number
  readonly others: number
  /** "3 new commits on main": to stand behind the name. */
  readonly text: string
  readonly conflicts: boolean
  /** Whether Merge would change something and succeed, now. */
  readonly canMerge: boolean
}

const newest = (refs: readonly RemoteRef[]) =>
  refs.filter(({ unread }) => unread > 0).reduce((best, ref) => (ref.time > best.time ? ref : best))

const came = (remote: RemotePerson) => remote.updated ?? newest(remote.refs).time

/** Null where everything was seen. */
export function newsOf({ remotes, workingTree }: Project): News | null {
  const people = remotes.filter((remote) => unreadOf(remote) > 0).sort((a, b) => came(b) - came(a))
  const remote = people[0]
  if (!remote) return null
  const ref = newest(remote.refs)
  const moved = remote.refs.filter(({ unread }) => unread > 0).length
  const commits = unreadOf(remote)
  const where = moved > 1 ? `${branchName(ref.name)} and ${moved - 1} more` : branchName(ref.name)
  const mergeable = ref.merge?.kind === 'clean' || ref.merge?.kind === 'forward'
  return {
    ...{ remote, ref, commits, others: people.length - 1 },
    text: `${plural(commits, 'new commit')} on ${where}`,
    conflicts: ref.merge?.kind === 'conflicts',
    canMerge: mergeable && mergeBlockedBy(workingTree) === '',
  }
}

/** What M merges in Commits: the branch that the banner offers, or one that points at the selected commit; null: nothing. */
export function mergeOf(project: Project, news: News | null, selected: string | null) {
  if (news?.canMerge) return { person: news.remote.person, branch: news.ref.name }
  for (const remote of news ? [] : project.remotes) {
    const head = readyHead(remote, project.workingTree)
    if (head && head.sha === selected) return { person: remote.person, branch: head.name }
  }
  return null
}

/** The whole of it for a screen reader. */
export const newsSentence = ({ remote, text, others }: News) =>
  `${shown(remote.name, 60)} has ${text}${others > 0 ? `, and ${plural(others, 'more person', 'more people')}` : ''}`

/** Which of what happened is worth a notification of the desktop, and in which words: one for each project, not each commit. */
import type { Activity, ActivityKind, AppState } from '../../shared/model.ts'
import { plural, shown } from '../../shared/text.ts'
import { hrefOf } from '../../shared/view.ts'

export interface Notice {
  readonly title: string
  readonly body: string
  /** The address's fragment of the screen that tells more. */
  readonly screen: string
}

/** What the user did himself needs no word. */
const OWN_DOING: ReadonlySet<ActivityKind> = new Set(['published', 'left', 'undone'])
/** Projects that get a notice each; more get one together. */
const MAX_NOTICES = 3
/** Lines of a notice; desktops cut longer ones. */
const MAX_LINES = 3
const MAX_LINE = 120

const ACTIVITY = hrefOf({ name: 'activity' })

/** @param events in the order in which they happened */
export function noticesOf(events: readonly Activity[], projects: AppState['projects']): readonly Notice[] {
  const told = events.filter(({ kind }) => !OWN_DOING.has(kind))
  const byProject = groupByProject(told)
  if (byProject.size > MAX_NOTICES) {
    const title = `${plural(told.length, 'thing')} happened in ${plural(byProject.size, 'project')}`
    return [{ title, body: lines(told), screen: ACTIVITY }]
  }
  return [...byProject].map(([repoHash, its]) => {
    const project = repoHash === null ? undefined : projects[repoHash]
    return {
      title: project ? shown(project.name, 60) : 'GitTorrent',
      body: lines(its),
      screen: project ? hrefOf({ name: 'project', repoHash: project.repoHash }) : ACTIVITY,
    }
  })
}

/** The newest, and how many more there are. */
function lines(events: readonly Activity[]): string {
  const newest = events.slice(-MAX_LINES).map(({ text }) => shown(text, MAX_LINE))
  const more = events.length - newest.length
  return [...newest, ...(more > 0 ? [`${more} more`] : [])].join('\n')
}

function groupByProject(events: readonly Activity[]): ReadonlyMap<Activity['project'], readonly Activity[]> {
  const groups = new Map<Activity['project'], Activity[]>()
  for (const event of events) groups.set(event.project, [...(groups.get(event.project) ?? []), event])
  return groups
}

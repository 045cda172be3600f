/** What the tray says of the node, and offers; the edge that draws it is tray.ts. */
import type { MenuItemConstructorOptions } from 'electron'
import { DISCOVERY_TEXT } from '../../shared/discovery-text.ts'
import { percent, rate } from '../../shared/format.ts'
import type { AppState, Project } from '../../shared/model.ts'
import type { Opening } from '../../shared/shell-channel.ts'
import { plural, shown } from '../../shared/text.ts'
import { unreadCommits } from '../../shared/unread.ts'
import { hrefOf } from '../../shared/view.ts'
import type { Preferences } from './preferences.ts'

/** Projects that the menu names; the window has them all. */
const MAX_PROJECTS = 8

export interface TrayActions {
  /** Brings the window to the front; with something to show, or as it was. */
  open(what?: Opening): void
  prefer(changes: Partial<Preferences>): void
  quit(): void
}

/** "On the network, 3 peers". @param state null while there is no node */
export function trayStatus(state: AppState | null): string {
  if (!state) return 'Starting'
  const { discovery, peers } = state.node.self
  return `${DISCOVERY_TEXT[discovery.state]}, ${plural(peers, 'peer')}`
}

/** What is seen while the pointer rests on it. */
export function trayTip(state: AppState | null): string {
  const moving = state ? [state.node.self.rateDown, state.node.self.rateUp] : [0, 0]
  const rates = moving.some((each) => each >= 1) ? [`↓ ${rate(moving[0]!)}  ↑ ${rate(moving[1]!)}`] : []
  return ['GitTorrent', trayStatus(state), ...rates].join('\n')
}

export function trayMenu(
  state: AppState | null,
  { keepSharing, notify }: Preferences,
  { open, prefer, quit }: TrayActions,
): MenuItemConstructorOptions[] {
  const news = Object.values(state?.projects ?? {}).flatMap((project) => {
    const text = newsOf(project)
    return text ? [{ project, label: `${shown(project.name, 40)}: ${text}` }] : []
  })
  return [
    { label: trayStatus(state), enabled: false },
    ...news.slice(0, MAX_PROJECTS).map(({ project: { repoHash }, label }) => ({
      ...{ id: repoHash, label: literal(label) },
      click: () => open({ screen: hrefOf({ name: 'project', repoHash }) }),
    })),
    { type: 'separator' },
    { label: 'Open GitTorrent', click: () => open() },
    { label: 'Publish a project…', click: () => open({ publish: null }) },
    { label: 'Join by link…', click: () => open({ join: null }) },
    { type: 'separator' },
    {
      ...{ label: 'Keep sharing when the window is closed', type: 'checkbox', checked: keepSharing },
      click: () => prefer({ keepSharing: !keepSharing }),
    },
    {
      ...{ label: 'Notifications', type: 'checkbox', checked: notify },
      click: () => prefer({ notify: !notify }),
    },
    { type: 'separator' },
    { label: 'Quit', click: quit },
  ]
}

/** What is going on in a project, or waits to be read; empty for nothing. */
function newsOf(project: Project): string {
  const unread = unreadCommits(project)
  switch (project.state) {
    case 'failed':
      return 'was not joined'
    case 'joined':
      return unread > 0 ? plural(unread, 'new commit') : ''
    default:
      return project.paused ? 'paused' : `${percent(project.progress)} %`
  }
}

/** Menus take an & for the mark of a key. */
const literal = (label: string) => label.replaceAll('&', '&&')

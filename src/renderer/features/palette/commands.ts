import {
  Activity,
  Columns2,
  DoorOpen,
  Files,
  Link2,
  Monitor,
  Moon,
  Radio,
  SlidersHorizontal,
  Stethoscope,
  Sun,
  Undo2,
  Upload,
  KeyRound,
  Keyboard,
} from 'lucide-react'
import type { Project } from '../../../shared/model.ts'
import { attempt, go, session, store } from '../../store/app.ts'
import { PROJECT_TABS, type ProjectTab } from '../../../shared/view.ts'
import type { App } from '../../store/store.ts'
import type { Theme } from '../../store/ui.ts'
import { bytes } from '../../../shared/format.ts'
import { shown } from '../../../shared/text.ts'
import { newestUndo } from '../activity/newest-undo.ts'
import { undo } from '../activity/undo.ts'
import { join } from '../nearby/actions.ts'
import { toFamilies } from '../nearby/families.ts'
import { joinTarget, ownOf, rowState } from '../nearby/row.ts'
import { projectsByName } from '../projects/by-name.ts'
import type { Command } from './command.ts'
import { projectCommands } from './project-commands.ts'

const THEMES: readonly (readonly [Theme, string, Command['look']])[] = [
  ['light', 'Light theme', Sun],
  ['dark', 'Dark theme', Moon],
  ['system', 'Theme of the system', Monitor],
]
const TAB_NAMES: Readonly<Record<ProjectTab, string>> = {
  commits: 'Commits',
  people: 'People',
  swarm: 'Swarm',
  files: 'Files',
}

/** All that can be done and gone to now. @param project the one that is meant where a command needs one */
export function commandsOf(app: App, project: Project | null): readonly Command[] {
  return [
    ...(project ? projectCommands(project) : []),
    ...everywhere(app),
    ...joins(app),
    ...(project ? tabs(project) : []),
    ...places(app),
  ]
}

function everywhere({ state, theme, diffLook }: App): Command[] {
  const { openDialog, setTheme, setDiffLook } = store.getState()
  const paired = diffLook === 'paired'
  const node = state?.node.self
  const merged = newestUndo(Object.values(state?.activity ?? {}))
  const make = (id: string, look: Command['look'], text: string, keys: string, run: () => void): Command => ({
    ...{ id, group: 'Do', look, parts: [text], run },
    ...(keys !== '' && { keys }),
  })
  return [
    make('publish', Upload, 'Publish a project…', 'Mod Shift P', () => openDialog({ name: 'publish' })),
    make('join', Link2, 'Join by link…', 'Mod L', () => openDialog({ name: 'join' })),
    ...(merged
      ? [
          {
            ...make('undo', Undo2, 'Undo the last merge', 'Mod Z', () => void undo(merged)),
            detail: shown(merged.text, 60),
          },
        ]
      : []),
    make('shortcuts', Keyboard, 'Keyboard shortcuts', '?', () => openDialog({ name: 'shortcuts' })),
    make('export-key', KeyRound, 'Export your key…', '', () => openDialog({ name: 'export-key' })),
    make('import-key', KeyRound, 'Import a key…', '', () => openDialog({ name: 'import-key' })),
    ...(node
      ? [
          make(
            'guests',
            DoorOpen,
            node.guestAccess ? 'Shut guests out' : 'Let guests in',
            '',
            () => void attempt(session.call('updateSettings', { guestAccess: !node.guestAccess })),
          ),
        ]
      : []),
    make('diffs', Columns2, paired ? 'Show diffs inline' : 'Show diffs side by side', '', () =>
      setDiffLook(paired ? 'inline' : 'paired'),
    ),
    ...THEMES.filter(([value]) => value !== theme).map(([value, text, look]) =>
      make(`theme ${value}`, look, text, '', () => setTheme(value)),
    ),
  ]
}

/** Projects around that can be joined now. */
function joins({ state }: App): Command[] {
  const projects = state?.projects ?? {}
  return toFamilies(Object.values(state?.nearby ?? {}), Object.values(projects)).flatMap(
    (family): Command[] => {
      if (rowState(family, ownOf(family, projects)) !== 'joinable') return []
      const { repoHash, publisher, size } = joinTarget(family)
      const name = shown(family.root.name, 60)
      const look = { project: repoHash }
      return [
        {
          id: `join ${repoHash}`,
          group: 'Do',
          look,
          parts: [`Join ${name}`],
          detail: `${shown(publisher.name, 30)}${size === null ? '' : `, ${bytes(size)}`}`,
          run: () => void join(repoHash),
        },
        {
          ...{
            id: `look ${repoHash}`,
            group: 'Do',
            look,
            parts: [`Look into ${name}`],
            detail: 'before joining',
          },
          run: () => store.getState().openDialog({ name: 'preview', repoHash }),
        },
      ]
    },
  )
}

const tabs = ({ repoHash, name }: Project): Command[] =>
  PROJECT_TABS.map((tab) => ({
    id: `tab ${tab}`,
    group: 'Go to',
    look: Files,
    parts: [TAB_NAMES[tab]],
    detail: shown(name, 60),
    keys: `G ${TAB_NAMES[tab][0]}`,
    run: () => go({ name: 'project', repoHash, tab }),
  }))

function places({ state }: App): Command[] {
  const place = (
    name: 'nearby' | 'activity' | 'settings' | 'doctor',
    look: Command['look'],
    text: string,
    keys: string,
  ) => ({
    ...{ id: name, group: 'Go to' as const, look, parts: [text], ...(keys !== '' && { keys }) },
    run: () => go({ name }),
  })
  return [
    place('nearby', Radio, 'Nearby', 'Mod 1'),
    place('activity', Activity, 'Activity', 'Mod 2'),
    place('settings', SlidersHorizontal, 'Settings', 'Mod ,'),
    place('doctor', Stethoscope, 'Doctor: what works on this network', ''),
    ...projectsByName(state).map(({ repoHash, name, path }, index): Command => ({
      id: `project ${repoHash}`,
      group: 'Go to',
      look: { project: repoHash },
      parts: [shown(name, 60)],
      detail: path,
      ...(index < 7 && { keys: `Mod ${index + 3}` }),
      run: () => go({ name: 'project', repoHash }),
    })),
  ]
}

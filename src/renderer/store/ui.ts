import type { StateCreator } from 'zustand'
import type { Hex } from '../../shared/model.ts'
import type { Arrangement } from '../features/nearby/arrange.ts'
import { hrefOf, viewOf, type View } from '../../shared/view.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** How diffs are drawn, with what that is called. */
export const DIFF_LOOKS = [
  { value: 'inline', label: 'Inline' },
  { value: 'paired', label: 'Side by side' },
] as const
export type DiffLook = (typeof DIFF_LOOKS)[number]['value']

export type DialogName =
  /** `path`: of the folder, where it is known already. */
  | { readonly name: 'publish'; readonly path?: string }
  | { readonly name: 'join' }
  | { readonly name: 'shortcuts' }
  | { readonly name: 'palette' }
  | { readonly name: 'export-key' | 'import-key' }
  | {
      readonly name: 'adopt' | 'forget' | 'heads' | 'stop-heads' | 'share' | 'preview'
      readonly repoHash: Hex
    }
  | { readonly name: 'compare'; readonly peerId: Hex }

/** Where somebody is in a project's files. */
export interface FilesPlace {
  readonly ref: string
  /** Path of the current row of the tree; empty for none. */
  readonly at: string
  /** Path of the file that is shown; null until one was chosen. */
  readonly file: string | null
  /** Paths of the folders that are unfolded. */
  readonly open: readonly string[]
}
export const FILES_START: FilesPlace = { ref: 'HEAD', at: '', file: null, open: [] }

/** What only this window knows. */
export interface UiSlice {
  readonly view: View
  /** The address's fragment of what was shown last, in this start or the one before. */
  readonly lastScreen: string
  readonly dialog: DialogName | null
  /** What was typed to be joined, in the dialog or the card; kept whatever else happens. */
  readonly joinText: string
  readonly arrangement: Arrangement
  /** A repo hash of the selected family. */
  readonly selected: Hex | null
  readonly expanded: Readonly<Record<Hex, true>>
  /** Projects whose join was asked for and is not in the state yet. */
  readonly starting: Readonly<Record<Hex, true>>
  readonly theme: Theme
  readonly diffLook: DiffLook
  /** Whether single letters are shortcuts. */
  readonly singleKeys: boolean
  /** Newest time of the activities that were looked at. */
  readonly seenActivity: number
  readonly files: Readonly<Record<Hex, FilesPlace>>
  /** By project: the commit that is shown in full; null where the user closed it, absent for the newest. */
  readonly chosenCommits: Readonly<Record<Hex, Hex | null>>
  showView(fragment: string): void
  openDialog(dialog: DialogName | null): void
  typeJoin(joinText: string): void
  arrange(changes: Partial<Arrangement>): void
  select(repoHash: Hex | null): void
  expand(repoHash: Hex, open: boolean): void
  setStarting(repoHash: Hex, starting: boolean): void
  setTheme(theme: Theme): void
  setDiffLook(diffLook: DiffLook): void
  setSingleKeys(on: boolean): void
  seeActivity(time: number): void
  goInFiles(repoHash: Hex, changes: Partial<FilesPlace>): void
  chooseCommit(repoHash: Hex, sha: Hex | null): void
}

export type Keep = Pick<Storage, 'getItem' | 'setItem'>
const THEME_KEY = 'gittorrent.theme'
const DIFF_KEY = 'gittorrent.diff'
const SINGLE_KEYS_KEY = 'gittorrent.single-keys'
const SCREEN_KEY = 'gittorrent.screen'
const SEEN_KEY = 'gittorrent.seen-activity'

/** @param keep where the theme and what was read stay between starts: localStorage */
export const createUiSlice =
  (keep: Keep): StateCreator<UiSlice> =>
  (set) => ({
    view: viewOf(''),
    lastScreen: hrefOf(viewOf(keep.getItem(SCREEN_KEY) ?? '')),
    dialog: null,
    joinText: '',
    arrangement: { filter: '', show: 'all', sort: 'latest' },
    selected: null,
    expanded: {},
    starting: {},
    theme: THEMES.find((theme) => theme === keep.getItem(THEME_KEY)) ?? 'system',
    diffLook: DIFF_LOOKS.find(({ value }) => value === keep.getItem(DIFF_KEY))?.value ?? 'inline',
    singleKeys: keep.getItem(SINGLE_KEYS_KEY) !== 'off',
    seenActivity: Number(keep.getItem(SEEN_KEY)) || 0,
    files: {},
    chosenCommits: {},
    showView: (fragment) => {
      const view = viewOf(fragment)
      const lastScreen = hrefOf(view)
      keep.setItem(SCREEN_KEY, lastScreen)
      set({ view, lastScreen })
    },
    openDialog: (dialog) => set({ dialog }),
    typeJoin: (joinText) => set({ joinText }),
    arrange: (changes) => set(({ arrangement }) => ({ arrangement: { ...arrangement, ...changes } })),
    select: (selected) => set({ selected }),
    expand: (repoHash, open) => set(({ expanded }) => ({ expanded: mark(expanded, repoHash, open) })),
    setStarting: (repoHash, on) => set(({ starting }) => ({ starting: mark(starting, repoHash, on) })),
    setTheme: (theme) => {
      keep.setItem(THEME_KEY, theme)
      set({ theme })
    },
    setDiffLook: (diffLook) => {
      keep.setItem(DIFF_KEY, diffLook)
      set({ diffLook })
    },
    setSingleKeys: (singleKeys) => {
      keep.setItem(SINGLE_KEYS_KEY, singleKeys ? 'on' : 'off')
      set({ singleKeys })
    },
    seeActivity: (time) =>
      set(({ seenActivity }) => {
        if (time <= seenActivity) return {}
        keep.setItem(SEEN_KEY, String(time))
        return { seenActivity: time }
      }),
    chooseCommit: (repoHash, sha) =>
      set(({ chosenCommits }) => ({ chosenCommits: { ...chosenCommits, [repoHash]: sha } })),
    goInFiles: (repoHash, changes) =>
      set(({ files }) => ({
        files: { ...files, [repoHash]: { ...(files[repoHash] ?? FILES_START), ...changes } },
      })),
  })

function mark(marks: Readonly<Record<Hex, true>>, repoHash: Hex, on: boolean): Readonly<Record<Hex, true>> {
  const { [repoHash]: _old, ...rest } = marks
  return on ? { ...rest, [repoHash]: true } : rest
}

/**
 * Newer versions, where the package was built with a feed. Where the app's files are the user's own (an AppImage, Windows, macOS) a
 * newer one is downloaded, checked and put in place when the app ends; where a package manager has charge of them, or that
 * fails, the user is told. Without a feed nobody is asked.
 */
import { findUpdate } from './find-update.ts'
import { installUpdates, type Updater } from './install-updates.ts'

/** Milliseconds. */
export const LOOK_EVERY = 24 * 60 * 60 * 1000
/** After the start, when there is other work. Milliseconds. */
export const FIRST_AFTER = 60_000

export interface UpdateDeps {
  /** Null: off. */
  readonly feed: URL | null
  /** Of the app that runs. */
  readonly version: string
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Loaded only where it is used. */
  loadUpdater(): Promise<Updater>
  /** `link`: what a click opens; null for nothing. */
  tell(title: string, body: string, link: URL | null): void
  after(milliseconds: number, run: () => void): void
  readonly ask?: typeof fetch
}

/** An AppImage is one file that its user owns; deb and rpm are the system's. */
export const mayInstall = ({ platform, env }: Pick<UpdateDeps, 'platform' | 'env'>): boolean =>
  platform === 'win32' || platform === 'darwin' || (platform === 'linux' && !!env['APPIMAGE'])

export function keepUpToDate(deps: UpdateDeps): void {
  const { feed, version, platform, tell, after } = deps
  if (feed === null) return
  const told = new Set<string>()
  const tellOf = (newer: string) => {
    if (told.has(newer)) return
    told.add(newer)
    tell(`GitTorrent ${newer} is there`, 'Click to see where it can be had.', feed)
  }
  const tellReady = (newer: string) => {
    told.add(newer)
    tell(`GitTorrent ${newer} is ready`, 'It takes the place of this version when you quit.', null)
  }

  let look = async () => {
    const newer = await findUpdate(feed, version, platform, deps.ask)
    if (newer !== null) tellOf(newer)
  }
  const start = async () => {
    if (mayInstall(deps))
      look = installUpdates(await deps.loadUpdater(), { ready: tellReady, failed: tellOf })
  }
  const again = () => {
    after(LOOK_EVERY, again)
    void look()
  }
  // An updater that can't be loaded leaves the user with being told.
  after(
    FIRST_AFTER,
    () =>
      void start()
        .catch(() => undefined)
        .then(again),
  )
}

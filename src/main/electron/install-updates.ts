/** As much of electron-updater as is used. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  disableWebInstaller: boolean
  logger: unknown
  on(event: 'update-available' | 'update-downloaded', listener: (info: { version: string }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Rejects where it can't be told. `downloadPromise`: of the newer version that was found. */
  checkForUpdates(): Promise<{ readonly downloadPromise?: Promise<unknown> | null } | null>
}

export interface UpdateNews {
  /** It has come, was checked, and is installed when the app ends. Once for each version. */
  ready(version: string): void
  /** There is one, but it can't be downloaded, checked or installed here. */
  failed(version: string): void
}

/**
 * Lets the updater work by itself: newer versions alone, whole and with the hash (on Windows and macOS the signature as well) that
 * they should have, put in place when the app has ended.
 * @returns looks once; never rejects
 */
export function installUpdates(updater: Updater, news: UpdateNews): () => Promise<void> {
  Object.assign(updater, {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: false,
    disableWebInstaller: true,
    logger: null,
  })
  let offered = ''
  let ready = ''
  updater.on('update-available', ({ version }) => (offered = version))
  updater.on('update-downloaded', ({ version }) => {
    if (version === ready) return
    ready = version
    news.ready(version)
  })
  updater.on('error', () => {
    // No internet, as in most rooms where this is used, is no news.
    if (offered !== '' && offered !== ready) news.failed(offered)
  })
  return async () => {
    const found = await updater.checkForUpdates().catch(() => null)
    // What failed was told by the event.
    await found?.downloadPromise?.catch(() => undefined)
  }
}

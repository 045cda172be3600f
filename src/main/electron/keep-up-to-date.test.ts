import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import type { Updater } from './install-updates.ts'
import { FIRST_AFTER, keepUpToDate, LOOK_EVERY, type UpdateDeps } from './keep-up-to-date.ts'

const feed = new URL('https://feed.example/releases')

/** Says and does what electron-updater would, as far as it is told. */
class FakeUpdater extends EventEmitter implements Updater {
  autoDownload = false
  autoInstallOnAppQuit = false
  allowDowngrade = true
  disableWebInstaller = false
  logger: unknown = console
  looks = 0
  outcome: 'nothing' | 'ready' | 'damaged' | 'offline' = 'nothing'
  checkForUpdates = async () => {
    this.looks++
    if (this.outcome === 'nothing') return null
    if (this.outcome === 'offline') return this.#fail('offline')
    this.emit('update-available', { version: '0.3.0' })
    if (this.outcome === 'damaged') return { downloadPromise: this.#fail('sha512 checksum mismatch') }
    this.emit('update-downloaded', { version: '0.3.0' })
    return { downloadPromise: Promise.resolve() }
  }
  #fail = async (text: string) => {
    const error = new Error(text)
    this.emit('error', error)
    throw error
  }
}

function app(changes: Partial<UpdateDeps> = {}) {
  const updater = new FakeUpdater()
  const told: string[] = []
  const timers: { milliseconds: number; run: () => void }[] = []
  const loadUpdater = vi.fn(async (): Promise<Updater> => updater)
  keepUpToDate({
    ...{ feed, version: '0.2.0', platform: 'win32', env: {}, loadUpdater },
    tell: (title, body, link) => void told.push(`${title}: ${body} ${link?.href ?? ''}`.trim()),
    after: (milliseconds, run) => void timers.push({ milliseconds, run }),
    ask: async () => ({ ok: true, text: async () => 'version: 0.3.0\n' }) as Response,
    ...changes,
  })
  /** The next time that it looks. */
  const look = async () => {
    timers.shift()!.run()
    await new Promise(setImmediate) // after all that was promised
  }
  return { updater, told, timers, look, loadUpdater }
}

const READY = 'GitTorrent 0.3.0 is ready: It takes the place of this version when you quit.'
const THERE = 'GitTorrent 0.3.0 is there: Click to see where it can be had. https://feed.example/releases'

it('does nothing at all without a feed', () => {
  const { timers, loadUpdater } = app({ feed: null })
  expect(timers).toEqual([])
  expect(loadUpdater).not.toHaveBeenCalled()
})

it('downloads a newer version and installs it when the app ends, never an older one', async () => {
  const { updater, told, timers, look } = app()
  updater.outcome = 'ready'
  expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([FIRST_AFTER])
  await look()
  expect(updater).toMatchObject({ autoDownload: true, autoInstallOnAppQuit: true, allowDowngrade: false })
  expect(updater.disableWebInstaller).toBe(true)
  expect(told).toEqual([READY])
  expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([LOOK_EVERY])
  await look()
  expect(updater.looks).toBe(2)
  expect(told).toHaveLength(1)
})

it('tells of one that can not be installed, once, and tries again', async () => {
  const { updater, told, look } = app({ platform: 'darwin' })
  updater.outcome = 'damaged'
  await look()
  await look()
  expect(told).toEqual([THERE])
  updater.outcome = 'ready'
  await look()
  expect(told).toEqual([THERE, READY])
})

it('is quiet where nobody answers', async () => {
  const { updater, told, look } = app()
  updater.outcome = 'offline'
  await look()
  await look()
  expect(updater.looks).toBe(2)
  expect(told).toEqual([])
})

it('leaves a package of the system to its package manager, and tells; an AppImage is its own', async () => {
  const deb = app({ platform: 'linux' })
  await deb.look()
  expect(deb.loadUpdater).not.toHaveBeenCalled()
  expect(deb.told).toEqual([THERE])
  const image = app({ platform: 'linux', env: { APPIMAGE: '/home/alice/GitTorrent.AppImage' } })
  image.updater.outcome = 'ready'
  await image.look()
  expect(image.told).toEqual([READY])
})

it('tells where the updater can not be loaded', async () => {
  const { told, look } = app({ loadUpdater: () => Promise.reject(new Error('damaged')) })
  await look()
  expect(told).toEqual([THERE])
})

/** An AppImage is brought up to date by electron-updater itself, with as much of Electron around it as it asks for. */
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import electronUpdater, { type AppImageUpdater } from 'electron-updater'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { installUpdates } from '../../src/main/electron/install-updates.ts'

const require = createRequire(import.meta.url)
/** What electron-builder asks servers with outside of Electron. */
const { NodeHttpExecutor } = require('builder-util/out/nodeHttpExecutor') as {
  NodeHttpExecutor: new () => { doDownload(options: object, task: object, redirects: number): void }
}
const { configureRequestUrl } = require('builder-util-runtime') as {
  configureRequestUrl(url: URL, options: object): void
}

/** It downloads as electron-updater's does, which needs Electron for the connection. */
class Executor extends NodeHttpExecutor {
  download(url: URL, destination: string, options: object): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = { redirect: 'manual' }
      configureRequestUrl(url, request)
      const callback = (error: Error | null) => (error ? reject(error) : resolve())
      this.doDownload(
        request,
        { destination, options, onCancel: () => {}, callback, responseHandler: null },
        0,
      )
    })
  }
}

const NEW = '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n'
let folder: string
let image: string
let server: Server
let feed: string
let offered: { version: string; bytes: string; sha512: string }

const sha512 = (text: string) => createHash('sha512').update(text).digest('base64')

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-updates-'))
  image = join(folder, 'GitTorrent.AppImage')
  writeFileSync(image, 'old')
  chmodSync(image, 0o755)
  process.env['APPIMAGE'] = image
  offered = { version: '0.3.0', bytes: NEW, sha512: sha512(NEW) }
  server = createServer((request, response) => {
    const { version, bytes, sha512 } = offered
    if (request.url?.startsWith('/latest-linux.yml')) {
      const file = `GitTorrent-${version}.AppImage`
      return void response.end(
        `version: ${version}\nfiles:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${bytes.length}\n` +
          `path: ${file}\nsha512: ${sha512}\nreleaseDate: '2026-11-28T00:00:00.000Z'\n`,
      )
    }
    response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  writeFileSync(
    join(folder, 'app-update.yml'),
    `provider: generic\nurl: ${feed}\nupdaterCacheDirName: gittorrent-updater\n`,
  )
})
afterEach(async () => {
  delete process.env['APPIMAGE']
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

/** The app, looking once and then ending. */
async function lookAndQuit() {
  mkdirSync(join(folder, 'user'), { recursive: true })
  let quit = (_code: number) => {}
  const updater: AppImageUpdater = new electronUpdater.AppImageUpdater(null, {
    ...{ version: '0.2.0', name: 'gittorrent', isPackaged: true },
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: join(folder, 'user'),
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: (handler: (code: number) => void) => void (quit = handler),
  })
  Object.assign(updater, { httpExecutor: new Executor() })
  const news: string[] = []
  updater.on('error', ({ message }) => void news.push(message))
  const look = installUpdates(updater, {
    ready: (version) => void news.push(`ready ${version}`),
    failed: (version) => void news.push(`failed ${version}`),
  })
  await look()
  quit(0)
  return news
}

it('takes the place of the old one when the app ends', async () => {
  expect(await lookAndQuit()).toEqual(['ready 0.3.0'])
  expect(readFileSync(image, 'utf8')).toBe(NEW)
})

it('is refused where it is not what the feed says', async () => {
  offered = { ...offered, sha512: sha512('something else') }
  expect(await lookAndQuit()).toEqual([expect.stringContaining('sha512 checksum mismatch'), 'failed 0.3.0'])
  expect(readFileSync(image, 'utf8')).toBe('old')
  expect(existsSync(join(folder, 'was-run'))).toBe(false)
})

it('is never an older one', async () => {
  offered = { ...offered, version: '0.1.0' }
  expect(await lookAndQuit()).toEqual([])
  expect(readFileSync(image, 'utf8')).toBe('old')
})

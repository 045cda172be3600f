/** The desktop app itself, driven by Playwright, where it can run. */
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { resolve } from 'node:path'
import { findElectron, windowObstacle } from '../../scripts/setup/electron.mjs'

const root = resolve(import.meta.dirname, '..', '..')

export interface ElectronOptions {
  /** Of the node; the window's profile lies in it too, so that several apps can run at once. */
  readonly dataDir: string
  /** As for `gittorrent start`: `--name`, `--port`, `--interface`, … */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Why the desktop app can't be tested here; null when it can. Said aloud, since a skipped test proves nothing. */
export function electronReason(): string | null {
  if (!findElectron(root))
    return "ELECTRON NOT TESTED: its program isn't here (node node_modules/electron/install.js)"
  // Playwright gives --no-sandbox, so root may run it, too.
  const obstacle = windowObstacle({ platform: process.platform, uid: undefined, env: process.env })
  return obstacle && `ELECTRON NOT TESTED: ${obstacle} (xvfb-run makes one)`
}

/** Starts the built app; `page` is its window, loaded. The caller closes `app`, which ends the node, too. */
export async function launchElectron({
  dataDir,
  args = [],
  env = {},
}: ElectronOptions): Promise<{ app: ElectronApplication; page: Page }> {
  const executablePath = findElectron(root)
  if (!executablePath) throw new Error(electronReason() ?? 'Electron has gone')
  const app = await _electron.launch({
    executablePath,
    args: [root, '--data-dir', dataDir, ...args],
    env: { ...environment(), ...env },
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  return { app, page }
}

/** Ours, but for what would make Electron a plain Node. */
function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE')
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

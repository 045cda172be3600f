/** Finds Electron without ever loading its package, which outside Electron would try to download it. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './run.mjs'
import { say } from './say.mjs'

/** Seconds. */
const DOWNLOAD_LIMIT = 60
/** A failed download is not tried again for so long, in milliseconds. */
const RETRY_AFTER = 24 * 60 * 60 * 1000

/**
 * The Electron program that belongs to this checkout; null where it isn't there.
 * @param {string} root
 * @returns {string | null}
 */
export function findElectron(root) {
  const folder = join(root, 'node_modules', 'electron')
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim()
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/**
 * Why no window can be opened here, whether or not Electron is there; null when one can.
 * @param {{ platform: string, uid: number | undefined, env: NodeJS.ProcessEnv }} [machine]
 * @returns {string | null}
 */
export function windowObstacle(
  { platform, uid, env } = { platform: process.platform, uid: process.getuid?.(), env: process.env },
) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  if (uid === 0) return 'root may run Electron only with --no-sandbox, which GitTorrent does not do'
  return null
}

/**
 * Tries once to download Electron's program, and remembers a failure for a day.
 * @param {string} root
 * @returns {Promise<string | null>}
 */
export async function fetchElectron(root) {
  const failure = join(root, 'node_modules', '.cache', 'gittorrent', 'electron-download-failed')
  const failedAt = statSync(failure, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - failedAt < RETRY_AFTER) return null
  say(`Downloading Electron (${DOWNLOAD_LIMIT} seconds at most) …`)
  const install = join(root, 'node_modules', 'electron', 'install.js')
  await run(process.execPath, [install], { cwd: root, limit: DOWNLOAD_LIMIT, stdio: 'ignore' })
  const path = findElectron(root)
  if (path) rmSync(failure, { force: true })
  else {
    mkdirSync(dirname(failure), { recursive: true })
    writeFileSync(failure, 'Delete this file to try again.\n')
  }
  return path
}

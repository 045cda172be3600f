import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './run.mjs'
import { Obstacle, say } from './say.mjs'

const OLDEST_NODE = [20, 19]
/** Seconds; a slow network is no hang. */
const INSTALL_LIMIT = 1200

/** Throws an Obstacle where this Node is too old for the product. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldest = 0, oldestMinor = 0] = OLDEST_NODE
  if (major < oldest || (major === oldest && minor < oldestMinor))
    throw new Obstacle(`GitTorrent needs Node.js ${OLDEST_NODE.join('.')} or newer, and this is ${version}.`)
}

/**
 * Why dependencies have to be installed; null when node_modules holds what package-lock.json wants.
 * Compares contents, not times: a checkout changes times.
 * @param {string} root
 * @returns {string | null}
 */
export function staleDependencies(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (!installed) return 'no dependencies are installed'
  const wanted = packagesOf(join(root, 'package-lock.json'))
  if (!wanted) return null
  for (const [path, { version, optional, peer, devOptional }] of Object.entries(wanted)) {
    if (path === '') continue
    const present = installed[path]
    const mayLack = optional || peer || devOptional
    if (present ? present.version !== version : !mayLack) return 'package-lock.json has changed'
  }
  return null
}

/**
 * Installs dependencies where they are missing or others than the lock file's.
 * @param {string} root
 */
export async function ensureDependencies(root) {
  const why = staleDependencies(root)
  if (!why) return
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install'
  say(`Installing dependencies (${why}) …`)
  const { code } = await npm([command, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    limit: INSTALL_LIMIT,
  })
  if (code !== 0)
    throw new Obstacle(`Dependencies could not be installed: npm ${command} ended with code ${code}.`)
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean, devOptional?: boolean }> | null}
 */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

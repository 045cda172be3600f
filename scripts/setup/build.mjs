import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './run.mjs'
import { Obstacle, say } from './say.mjs'

const outputs = [
  'out/main/index.js',
  'out/main/host.js',
  'out/main/cli.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
]
const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json']

/**
 * Why it has to be built; null when every output is newer than every source.
 * @param {string} root
 * @returns {string | null}
 */
export function staleBuild(root) {
  const built = Math.min(...outputs.map((path) => modified(join(root, path)) ?? 0))
  if (built === 0) return 'not built yet'
  const changed = Math.max(...sources.map((path) => newest(join(root, path))))
  return changed > built ? 'sources have changed' : null
}

/** @param {string} root */
export async function ensureBuild(root) {
  const why = staleBuild(root)
  if (!why) return
  say(`Building (${why}) …`)
  const { code } = await npm(['run', '--silent', 'build'], { cwd: root })
  if (code !== 0) throw new Obstacle(`It could not be built: npm run build ended with code ${code}.`)
}

/** When the newest file under a path was written; tests don't count, they are not built. */
function newest(/** @type {string} */ path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  let time = 0
  for (const name of readdirSync(path)) {
    if (!name.endsWith('.test.ts')) time = Math.max(time, newest(join(path, name)))
  }
  return time
}

const modified = (/** @type {string} */ path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs

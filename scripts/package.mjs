/**
 * Makes installable packages of what `npm run build` made: `npm run package -- --linux`, `--mac` or `--win`, on that system.
 * GITTORRENT_FEED=https://… : an address below which releases are put; the app then looks there for newer ones, and tells of them.
 * Without it nobody is asked.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { feedArguments } from './package/feed-arguments.mjs'

const root = resolve(import.meta.dirname, '..')
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
const args = [
  ...process.argv.slice(2),
  '--publish',
  'never',
  ...feedArguments(process.env['GITTORRENT_FEED']),
]
const { status } = spawnSync(process.execPath, [builder, ...args], { cwd: root, stdio: 'inherit' })
process.exitCode = status ?? 1

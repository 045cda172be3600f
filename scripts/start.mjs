/**
 * Starts GitTorrent from a checkout, however fresh: in a window where Electron can run, else in the browser.
 * All arguments go to the node: `npm start -- --data-dir DIR --interface IP`.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuild } from './setup/build.mjs'
import { checkNode, ensureDependencies } from './setup/dependencies.mjs'
import { fetchElectron, findElectron, windowObstacle } from './setup/electron.mjs'
import { handOver } from './setup/hand-over.mjs'
import { Obstacle, say } from './setup/say.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const args = process.argv.slice(2)
/** What ends with an error so soon has not opened a window (a desktop that forbids sandboxes, say), in milliseconds. */
const TOO_SOON = 5000

try {
  checkNode()
  await ensureDependencies(root)
  await ensureBuild(root)
  process.exitCode = await start()
} catch (error) {
  if (!(error instanceof Obstacle)) throw error
  say(error.message)
  process.exitCode = 1
}

async function start() {
  const obstacle = windowObstacle()
  if (obstacle) return startInBrowser(obstacle)
  const electron = findElectron(root) ?? (await fetchElectron(root))
  if (!electron) return startInBrowser('Electron is not installed and could not be downloaded')

  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE // some editors' terminals set it
  const began = Date.now()
  const code = await handOver(electron, [root, ...args], env)
  if (code === 0 || code > 128 || Date.now() - began > TOO_SOON) return code
  return startInBrowser(`Electron ended at once with code ${code}`)
}

/** @param {string} why there is no window */
function startInBrowser(why) {
  say(`No window of its own: ${why}. Using the browser.`)
  return handOver(process.execPath, [join(root, 'out', 'main', 'cli.js'), 'start', '--open', ...args])
}

import { aptInstall, canInstall, findProgram, isExecutable } from './apt.mjs'
import { run } from './run.mjs'
import { Obstacle, say } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
/** Seconds. */
const DOWNLOAD_LIMIT = 600

/**
 * A Chromium to test in: CHROMIUM_PATH, one on this machine, one from the system's packages, or Playwright's own.
 * Throws an Obstacle that says what to install.
 * @param {string} root
 * @returns {Promise<string | null>} null: Playwright knows its own
 */
export async function ensureChromium(root) {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (isExecutable(given)) return given
    throw new Obstacle(`CHROMIUM_PATH is ${given}, which can't be run. Correct it, or unset it.`)
  }
  const here = findChromium()
  if (here) return here
  if (canInstall()) {
    await aptInstall(['chromium'], root)
    const installed = findChromium()
    if (installed) return installed
  }
  say("Downloading Playwright's Chromium …")
  const cli = 'node_modules/@playwright/test/cli.js'
  const { code } = await run(process.execPath, [cli, 'install', 'chromium'], {
    cwd: root,
    limit: DOWNLOAD_LIMIT,
  })
  if (code === 0) return null
  throw new Obstacle(
    'The tests of the UI need Chromium: install it (apt-get install chromium), or set CHROMIUM_PATH.',
  )
}

const findChromium = () =>
  names.map(findProgram).find((path) => path !== null) ?? places.find(isExecutable) ?? null

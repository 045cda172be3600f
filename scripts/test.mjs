/**
 * All tests, on a checkout however fresh: installs what they need, runs the stages, and ends with one line that sums up.
 * `npm test -- unit e2e` runs these stages alone.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuild } from './setup/build.mjs'
import { ensureChromium } from './setup/chromium.mjs'
import { checkNode, ensureDependencies } from './setup/dependencies.mjs'
import { Obstacle, say } from './setup/say.mjs'
import { ensureGit, ensureOptionalPrograms } from './setup/system-packages.mjs'
import { runStage } from './test/run-stage.mjs'
import { stages } from './test/stages.mjs'
import { add, closingLine, failureLines, nothing, oneFailed, slowestLines } from './test/tally.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const env = { ...process.env }

/** Each need is seen to once; why it can't be met is kept for the stages that have it. */
const provide = {
  git: () => ensureGit(root),
  'optional programs': () => ensureOptionalPrograms(root),
  build: () => ensureBuild(root),
  chromium: async () => {
    const path = await ensureChromium(root)
    if (path) env.CHROMIUM_PATH = path
  },
}
/** @type {Map<string, Promise<void>>} */
const provided = new Map()

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(stages, name))
if (unknown.length > 0) {
  say(`There is no stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`)
  process.exit(2)
}

const reports = mkdtempSync(join(tmpdir(), 'gittorrent-tests-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))
let total = nothing
try {
  checkNode()
  await ensureDependencies(root)
  const wanted = Object.entries(stages).flatMap(([name, stage]) =>
    asked.length === 0 || asked.includes(name) ? [stage] : [],
  )
  // At the place of the first of them.
  for (const group of new Set(wanted.map((stage) => stage.together ?? stage))) {
    /** @type {Map<string | undefined, Promise<import('./test/tally.mjs').Tally>>} */
    const running = new Map()
    for (const stage of wanted.filter((one) => (one.together ?? one) === group)) {
      const before = Promise.resolve(running.get(stage.after))
      running.set(
        stage.script,
        before.then(() => runOne(stage)),
      )
    }
    total = (await Promise.all(running.values())).reduce(add, total)
  }
} catch (error) {
  if (!(error instanceof Obstacle)) throw error
  say(error.message)
  total = add(total, oneFailed)
}
process.stdout.write(`${slowestLines(total)}${failureLines(total)}\n${closingLine(total)}\n`)
process.exitCode = total.failed > 0 ? 1 : 0

async function runOne(/** @type {import('./test/stages.mjs').Stage} */ stage) {
  process.stdout.write(`\n── ${stage.title}\n`)
  const began = Date.now()
  const tally = named(stage.title, await runWithNeeds(stage))
  process.stdout.write(
    `── ${stage.title}: ${closingLine(tally)}, ${((Date.now() - began) / 1000).toFixed(1)} s\n`,
  )
  return tally
}

async function runWithNeeds(/** @type {import('./test/stages.mjs').Stage} */ stage) {
  try {
    for (const need of stage.needs) {
      if (!provided.has(need)) provided.set(need, provide[need]())
      await provided.get(need)
    }
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error
    say(error.message)
    return oneFailed
  }
  return runStage(stage, { root, reports, env })
}

/** A stage that failed without a test of its own that did is named itself. @param {string} title @param {import('./test/tally.mjs').Tally} tally */
function named(title, tally) {
  const short = (/** @type {string} */ name) => name.replace(`${root}${sep}`, '')
  const files = tally.files.map(({ name, seconds }) => ({ name: short(name), seconds }))
  if (tally.failed > 0 && tally.failures.length === 0) return { ...tally, files, failures: [title] }
  return { ...tally, files, failures: tally.failures.map(short) }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from '../setup/run.mjs'
import { say } from '../setup/say.mjs'
import { strayErrorsFile } from './stages.mjs'
import { nothing, oneFailed, withExit, withStrayErrors } from './tally.mjs'

/**
 * Runs one stage, its output as it comes.
 * @param {import('./stages.mjs').Stage} stage
 * @param {{ root: string, reports: string, env: NodeJS.ProcessEnv }} where `reports`: a folder for its report
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runStage({ script, limit, report, tally }, { root, reports, env }) {
  const file = join(reports, `${script}.json`)
  const extra = report?.(file) ?? { args: [], env: {} }
  const { code, timedOut } = await npm(['run', '--silent', script, '--', ...extra.args], {
    cwd: root,
    env: { ...env, ...extra.env },
    limit,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (timedOut) say(`It took longer than ${limit} seconds and was ended.`)
  if (!tally) return code === 0 ? { ...nothing, passed: 1 } : oneFailed
  const written = read(file)
  if (!written) {
    say('It wrote no report.')
    return oneFailed
  }
  return withExit(withStrayErrors(tally(written), read(strayErrorsFile(file)) ?? []), code)
}

function read(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

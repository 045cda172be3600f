import { join } from 'node:path'
import { tallyPlaywright, tallyVitest } from './tally.mjs'

/**
 * One part of `npm test`.
 * @typedef {object} Stage
 * @property {string} title
 * @property {string} script of package.json
 * @property {number} limit in seconds, several times what it takes; then it hangs: it is ended, and has failed
 * @property {readonly ('git' | 'optional programs' | 'build' | 'chromium')[]} needs
 * @property {string} [together] stages of one such word run side by side: they don't disturb one another
 * @property {string} [after] of these, the script of one that ends before this one begins
 * @property {(reportFile: string) => { args: readonly string[], env: Record<string, string> }} [report]
 *   how its runner is told to write a JSON report; a stage without one counts as one test
 * @property {(report: any) => import('./tally.mjs').Tally} [tally]
 */

/** Where a runner tells what went wrong outside every test. */
export const strayErrorsFile = (/** @type {string} */ reportFile) => `${reportFile}.stray`

const vitest = {
  report: (/** @type {string} */ file) => ({
    args: [
      ...['default', 'json', join(import.meta.dirname, 'stray-errors.mjs')].map(
        (name) => `--reporter=${name}`,
      ),
      `--outputFile.json=${file}`,
    ],
    env: { STRAY_ERRORS: strayErrorsFile(file) },
  }),
  tally: tallyVitest,
}

const playwright = {
  report: (/** @type {string} */ file) => ({
    args: ['--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  }),
  tally: tallyPlaywright,
}

/** In the order in which they run: what is quick to tell comes first. @type {Readonly<Record<string, Stage>>} */
export const stages = {
  lint: { title: 'Lint', script: 'lint', limit: 1200, needs: [], together: 'read' },
  types: { title: 'Types', script: 'types', limit: 1200, needs: [], together: 'read' },
  walls: { title: 'Walls between rooms', script: 'walls', limit: 1200, needs: [], together: 'read' },
  format: { title: 'Format', script: 'format', limit: 1200, needs: [], together: 'read' },
  unit: { title: 'Unit tests', script: 'unit', limit: 1800, needs: ['git'], ...vitest },
  git: {
    title: 'Git, the protocol, the simulator, hosts, networks: two files at a time',
    script: 'git',
    limit: 2400,
    needs: ['git', 'optional programs', 'build'],
    ...vitest,
  },
  soak: {
    title: 'Soak: eight nodes for a minute, in a network of their own',
    script: 'soak',
    limit: 1800,
    needs: ['git', 'build'],
    report: () => ({ args: ['--minutes', '1', '--seed', '1', '--apart'], env: {} }),
  },
  slow: {
    title: 'Slow tests: real sockets, mDNS, nodes, packages: one file at a time',
    script: 'slow',
    limit: 4800,
    needs: ['git', 'optional programs', 'build'],
    together: 'wait',
    ...vitest,
  },
  ui: {
    title: 'Screens: the real UI on a node made of data, beside the slow ones',
    script: 'ui',
    limit: 1800,
    needs: ['git', 'build', 'chromium'],
    together: 'wait',
    ...playwright,
  },
  e2e: {
    title: 'End-to-end tests: real nodes, real windows, beside the slow ones',
    script: 'e2e',
    limit: 3000,
    needs: ['git', 'build', 'chromium'],
    together: 'wait',
    after: 'ui',
    ...playwright,
  },
}

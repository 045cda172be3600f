import { stripVTControlCharacters } from 'node:util'

/**
 * What runners report: numbers of tests, the names of those that failed, where they have one, and how long each file took.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[],
 *   files: readonly { name: string, seconds: number }[] }} Tally
 */

/** So many files are named for how long they took. */
const SLOWEST = 10
/** Of what a failure says, so many lines from the beginning and from the end are told: programs that failed say why last. */
const FIRST_LINES = 4
const LAST_LINES = 10

/** @type {Tally} */
export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [], files: [] }
/** @type {Tally} */
export const oneFailed = { ...nothing, failed: 1 }

/** @param {Tally} a @param {Tally} b @returns {Tally} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
  files: [...a.files, ...b.files],
})

/**
 * Vitest's JSON report. A file that could not be loaded, or whose hooks failed, counts as one that failed.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly { name?: string, status: string, startTime?: number, endTime?: number, message?: string,
 *     assertionResults: readonly { status: string, fullName?: string, failureMessages?: readonly string[] }[] }[] }} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults
      .flatMap(({ name = '', assertionResults }) =>
        assertionResults.flatMap(({ status, fullName, failureMessages = [] }) =>
          status === 'failed' ? [named(`${name}: ${fullName ?? ''}`, failureMessages)] : [],
        ),
      )
      .concat(brokenFiles.map(({ name = '', message = '' }) => named(name, [message]))),
    files: report.testResults.map(({ name = '', startTime = 0, endTime = 0 }) => ({
      name,
      seconds: (endTime - startTime) / 1000,
    })),
  }
}

/** What failed, and what was said of it, in few lines. */
function named(/** @type {string} */ name, /** @type {readonly string[]} */ messages) {
  const lines = messages
    .flatMap((message) => stripVTControlCharacters(message).split('\n'))
    .filter((line) => line.trim() !== '')
  const left = lines.length - FIRST_LINES - LAST_LINES
  const told =
    left > 1 ? [...lines.slice(0, FIRST_LINES), `… ${left} lines …`, ...lines.slice(-LAST_LINES)] : lines
  return [name, ...told].join('\n    ')
}

/** @typedef {{ duration: number, errors?: readonly { message?: string }[] }} Result of one try */
/** @typedef {{ title: string, ok: boolean, tests?: readonly { results: readonly Result[] }[] }} Spec */
/** @typedef {{ title: string, specs?: readonly Spec[], suites?: readonly Suite[] }} Suite a file, or a `describe` in it */

/**
 * Playwright's JSON report. What passed at the second try has passed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number },
 *   errors: readonly unknown[], suites?: readonly Suite[] }} report
 * @returns {Tally}
 */
export const tallyPlaywright = ({ stats, errors, suites = [] }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
  skipped: stats.skipped,
  failures: suites.flatMap(failuresOf),
  files: suites.map((suite) => ({ name: `e2e/${suite.title}`, seconds: secondsOf(suite) })),
})

/** @returns {number} */
function secondsOf(/** @type {Suite} */ { specs = [], suites = [] }) {
  const results = specs.flatMap(({ tests = [] }) => tests.flatMap((test) => test.results))
  return (
    results.reduce((sum, { duration }) => sum + duration / 1000, 0) +
    suites.reduce((sum, suite) => sum + secondsOf(suite), 0)
  )
}

/** @returns {readonly string[]} */
function failuresOf(/** @type {Suite} */ { title, specs = [], suites = [] }) {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ title, tests = [] }) => {
      const errors = tests.flatMap((test) => test.results.flatMap((result) => result.errors ?? []))
      return named(
        title,
        errors.map(({ message = '' }) => message),
      )
    })
  return [...own, ...suites.flatMap(failuresOf)].map((name) => `${title}: ${name}`)
}

/**
 * What went wrong outside every test: each a failure of its own.
 * @param {Tally} tally @param {readonly { file: string, text: string }[]} errors
 */
export const withStrayErrors = (tally, errors) =>
  add(tally, {
    ...nothing,
    failed: errors.length,
    failures: errors.map(({ file, text }) => named(`${file}: outside every test: `, [text])),
  })

/**
 * A runner that ended with an error although no test failed (an error after a test, say) has failed all the same.
 * @param {Tally} tally @param {number} code
 */
export const withExit = (tally, code) => (code !== 0 && tally.failed === 0 ? add(tally, oneFailed) : tally)

/** The last line of `npm test`. @param {Tally} tally */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** What failed and why, or nothing: the end of a long output is what people get to see. @param {Tally} tally */
export const failureLines = ({ failures }) =>
  failures.length > 0 ? `\nFailed:\n${failures.map((name) => `  ${name}\n`).join('')}` : ''

/** The files that took longest, the slowest first, a line each, or nothing. @param {Tally} tally */
export const slowestLines = ({ files }) => {
  const slowest = files
    .filter(({ seconds }) => seconds > 0)
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
  if (slowest.length === 0) return ''
  return `\nSlowest files:\n${slowest.map(({ name, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${name}\n`).join('')}`
}

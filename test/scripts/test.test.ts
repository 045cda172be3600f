/** npm test: whatever the runners do, the last line sums up and the exit code agrees. */
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { freshCheckout, type Checkout } from './fresh-checkout.ts'

let checkout: Checkout
afterEach(() => checkout.remove())

/** A runner that writes a report where it is told to, and ends. */
const runner = `
import { writeFileSync } from 'node:fs'
const [kind, report, code] = process.argv.slice(2)
const file = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? process.argv.find((text) => text.startsWith('--outputFile.json='))?.slice(18)
console.log(kind + ' says something')
if (report !== 'none') writeFileSync(file, report)
process.exit(Number(code))`

const vitest = (passed: number, failed: number, skipped: number, broken = 0) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: [
      ...Array.from({ length: broken }, () => ({ status: 'failed', assertionResults: [] })),
      {
        status: failed > 0 ? 'failed' : 'passed',
        name: 'src/sum.test.ts',
        startTime: 1_000,
        endTime: 3_500,
        assertionResults: [
          {
            status: failed > 0 ? 'failed' : 'passed',
            fullName: 'adds up',
            failureMessages: failed > 0 ? ['\u001b[31mError\u001b[39m: it is 3\n\n    at sum.ts'] : [],
          },
        ],
      },
    ],
  })
const playwright = (expected: number, unexpected: number, skipped: number, errors: string[] = []) =>
  JSON.stringify({ stats: { expected, unexpected, skipped, flaky: 0 }, errors })

const ran = (kind: string, report: string, code: number) => `node runner.mjs ${kind} '${report}' ${code}`

async function test(
  args: readonly string[],
  scripts: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const quiet = Object.fromEntries(['types', 'lint', 'walls', 'format', 'soak'].map((name) => [name, 'true']))
  checkout = freshCheckout({
    ...quiet,
    unit: ran('unit', vitest(10, 0, 0), 0),
    git: ran('git', vitest(4, 0, 0), 0),
    slow: ran('slow', vitest(5, 0, 2), 0),
    ui: ran('ui', playwright(2, 0, 0), 0),
    e2e: ran('e2e', playwright(3, 0, 0), 0),
    ...scripts,
  })
  for (const [path, text] of Object.entries({ 'runner.mjs': runner, ...files })) checkout.write(path, text)
  const { code, stdout, stderr } = await checkout.start('test.mjs', args, {
    env: { CHROMIUM_PATH: process.execPath },
  }).ended
  return { code, stderr, stdout, last: stdout.trimEnd().split('\n').at(-1) }
}

it('adds all stages up', async () => {
  const { code, last, stdout } = await test([])
  expect(last).toBe('29 passed, 0 failed, 2 skipped')
  expect(code).toBe(0)
  for (const text of ['── Types', 'slow says something', '── Unit tests: 10 passed, 0 failed, '])
    expect(stdout).toContain(text)
})

it('names the files that took longest', async () => {
  const suites = [
    {
      title: 'a.spec.ts',
      suites: [
        { title: 'joins', specs: [{ title: 'x', ok: true, tests: [{ results: [{ duration: 9_000 }] }] }] },
      ],
    },
  ]
  const report = JSON.stringify({ ...JSON.parse(playwright(1, 0, 0)), suites })
  const { stdout } = await test(['unit', 'e2e'], { e2e: ran('e2e', report, 0) })
  expect(stdout).toContain(
    '\nSlowest files:\n     9.0 s  e2e/a.spec.ts\n     2.5 s  src/sum.test.ts\n\n11 passed',
  )
})

it('lets a stage wait for the one after which it comes', async () => {
  const slowly = `sleep 1 && ${ran('ui', playwright(2, 0, 0), 0)}`
  const { stdout } = await test(['slow', 'ui', 'e2e'], { ui: slowly })
  expect(stdout.indexOf('e2e says something')).toBeGreaterThan(stdout.indexOf('ui says something'))
})

it('runs the stages that were asked for', async () => {
  expect(await test(['format', 'unit'])).toMatchObject({ code: 0, last: '11 passed, 0 failed' })
})

it('goes on after a failure, and tells of it, and why', async () => {
  const scripts = { types: 'exit 2', unit: ran('unit', vitest(9, 1, 0), 1) }
  const { stdout, ...end } = await test([], scripts)
  expect(end).toMatchObject({ code: 1, last: '27 passed, 2 failed, 2 skipped' })
  expect(stdout).toContain(
    '\nFailed:\n  Types\n  src/sum.test.ts: adds up\n    Error: it is 3\n        at sum.ts\n\n27 passed',
  )
})

it('names what failed in a browser, with the ends of what was said', async () => {
  const message = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n')
  const tests = [{ results: [{ duration: 1, errors: [{ message }] }] }]
  const suites = [
    {
      title: 'a.spec.ts',
      specs: [],
      suites: [{ title: 'joins', specs: [{ title: 'by link', ok: false, tests }] }],
    },
  ]
  const report = JSON.stringify({ ...JSON.parse(playwright(1, 1, 0)), suites })
  const { stdout } = await test(['e2e'], { e2e: ran('e2e', report, 1) })
  expect(stdout).toContain('\nFailed:\n  a.spec.ts: joins: by link\n    line 0\n')
  expect(stdout).toContain('    line 3\n    … 16 lines …\n    line 20\n')
  expect(stdout).toContain('    line 29\n\n1 passed')
})

it.each([
  ['a file that could not be loaded', vitest(9, 0, 0, 1), 1, '9 passed, 1 failed'],
  ['an error outside every test', vitest(9, 0, 0), 1, '9 passed, 1 failed'],
  ['a runner that crashed', 'none', 139, '0 passed, 1 failed'],
  ['a runner that wrote nothing', 'none', 0, '0 passed, 1 failed'],
])('counts %s', async (_what, report, code, last) => {
  expect(await test(['unit'], { unit: ran('unit', report, code) })).toMatchObject({ code: 1, last })
})

it('names an error outside every test, of a real run of Vitest', async () => {
  const bin = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'vitest')
  const strays = "it('passes', () => void Promise.reject(new Error('nobody waits for it')))"
  const { code, last, stdout } = await test(
    ['unit'],
    { unit: `${bin} run --globals` },
    { 'a.test.js': strays },
  )
  expect(stdout).toMatch(
    /Failed:\n {2}a\.test\.js: outside every test: \n {4}.*: Error: nobody waits for it\n {4} +at /,
  )
  expect({ code, last }).toEqual({ code: 1, last: '1 passed, 1 failed' })
})

it('counts errors of Playwright itself', async () => {
  const report = playwright(0, 0, 0, ['no tests found'])
  expect(await test(['e2e'], { e2e: ran('e2e', report, 1) })).toMatchObject({
    code: 1,
    last: '0 passed, 1 failed',
  })
})

it('counts a stage as failed whose needs can not be met, and runs the others', async () => {
  const { code, last, stderr } = await test(['unit', 'slow'], { build: 'exit 1' })
  expect(stderr).toContain('It could not be built')
  expect({ code, last }).toEqual({ code: 1, last: '10 passed, 1 failed' })
})

it('knows its stages', async () => {
  const { code, stderr } = await test(['units'])
  expect(stderr).toContain('There is no stage units')
  expect(code).toBe(2)
})

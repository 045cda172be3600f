/** The installation of history broken off at every step, and what other processes of git hold or leave. */
import { execFile } from 'node:child_process'
import { copyFileSync, linkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import { prepareInstall } from '../../src/main/git/program/install-history.ts'
import { GitProgram } from '../../src/main/git/program/run.ts'
import type { Git } from '../../src/main/git/types.ts'
import { buildSmallRepository } from './build-small-repository.ts'
import { entriesOf, publish, type Published } from './compliance/setup.ts'
import { gitCommand, testEnvironment } from './git-command.ts'
import { scratchFolder } from './scratch.ts'
import { indexAll, joinTip, packOf, verbs, type Join } from './tip-first-setup.ts'

const run = promisify(execFile)
const folder = scratchFolder('crash')
/** Of prepareInstall. */
const STEPS = 8
/** Git ends where it sees that `shallow` was rewritten while it ran, and does its work when it is begun again. */
const ENDS_WELL = /^(fatal: shallow file has changed since we read it\n(fatal: failed to run prune\n)?)?$/
const program = new GitProgram('git')
let git: Git
let kite = ''
let published: Published
let joined: Join
let count = 0
const inClone = (...args: string[]) => gitCommand(joined.target.path, ...args)
const dotGit = (...path: string[]) => join(joined.target.path, '.git', ...path)

beforeAll(async () => {
  git = await detectGit({ force: 'git' })
  kite = buildSmallRepository(join(folder, 'kite'))
  published = await publish(git, kite, ['main', 'next'])
})
beforeEach(async () => {
  joined = await joinTip(git, published, join(folder, String(count++)))
  await indexAll(git, joined)
})

/** All that it printed. */
const startGit = (command: string): Promise<string> =>
  run('git', command.split(' '), { cwd: joined.target.path, env: testEnvironment() }).then(
    ({ stdout, stderr }) => stdout + stderr,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  )

async function expectInstalled(): Promise<void> {
  await verbs(git).installHistory(joined.install)
  expect(inClone('rev-list', '--count', 'alice/next')).toBe(gitCommand(kite, 'rev-list', '--count', 'next'))
  expect(inClone('fsck', '--strict', '--full')).toBe('')
  expect(gitCommand(joined.target.bare, 'fsck', '--strict', '--full')).toBe('')
  const left = [
    ...entriesOf(dotGit()),
    ...entriesOf(dotGit('objects/pack')),
    ...entriesOf(joined.target.bare),
  ]
  expect(left.filter((name) => /gittorrent|\.keep$|\.lock$|unfinished|shallow/.test(name))).toEqual([])
}

describe('broken off', () => {
  it.each(Array.from({ length: STEPS + 1 }, (_, done) => done))(
    'after %i steps, with a commit, fetch and gc before it goes on',
    async (done) => {
      const { steps } = await prepareInstall(program, joined.install)
      expect(steps).toHaveLength(STEPS)
      for (const step of steps.slice(0, done)) {
        await step()
        expect(inClone('fsck', '--strict', '--full', '--no-dangling')).toBe('')
      }
      inClone('commit', '--quiet', '--allow-empty', '--message', 'Mine')
      const mine = inClone('rev-parse', 'HEAD')
      inClone('fetch', 'alice')
      inClone('gc', '--quiet', '--prune=now')
      await expectInstalled()
      expect(inClone('rev-parse', 'HEAD')).toBe(mine)
    },
  )

  it('while a pack was copied across file systems', async () => {
    const pack =
      entriesOf(dotGit('../../clone-quarantine/objects/pack')).find((name) => name.endsWith('.pack')) ?? ''
    copyFileSync(packOf(published, 'tip'), dotGit('objects/pack', `${pack}.unfinished`))
    writeFileSync(dotGit('objects/pack', pack.replace('.pack', '.keep')), 'somebody else’s\n')
    await verbs(git).installHistory(joined.install)
    expect(inClone('fsck', '--strict', '--full')).toBe('')
    expect(entriesOf(dotGit('objects/pack'))).toContain(pack.replace('.pack', '.keep'))
  })

  it('while it held a lock', async () => {
    for (const name of ['shallow', 'packed-refs']) {
      writeFileSync(dotGit(`${name}.gittorrent`), '')
      linkSync(dotGit(`${name}.gittorrent`), dotGit(`${name}.lock`))
    }
    await expectInstalled()
  })
})

describe('a lock that another git holds', () => {
  it('is waited for', async () => {
    writeFileSync(dotGit('shallow.lock'), '')
    setTimeout(() => rmSync(dotGit('shallow.lock')), 500)
    await expectInstalled()
  })

  it.each(['shallow.lock', 'packed-refs.lock', 'config.lock'])(
    'and keeps is left alone: %s',
    async (name) => {
      writeFileSync(dotGit(name), 'theirs')
      const { ino } = statSync(dotGit(name))
      await expect(verbs(git).installHistory(joined.install)).rejects.toMatchObject({
        code: 'GIT_FAILED',
        message: expect.stringContaining(name.replace('.lock', '')),
        data: { retry: true },
      })
      expect(statSync(dotGit(name)).ino).toBe(ino)
      rmSync(dotGit(name))
      await expectInstalled()
    },
    20_000,
  )
})

describe.each(['gc --quiet --prune=now', 'repack -a -d --quiet', 'fetch --quiet alice'])(
  'git %s at the same time',
  (command) => {
    it.each(Array.from({ length: STEPS }, (_, done) => done))('begun after %i steps', async (done) => {
      inClone('commit', '--quiet', '--allow-empty', '--message', 'Mine')
      const { steps } = await prepareInstall(program, joined.install)
      for (const step of steps.slice(0, done)) await step()
      const other = startGit(command)
      for (const step of steps.slice(done)) {
        await step()
        await new Promise((wait) => setTimeout(wait, Math.random() * 20))
      }
      expect(await other).toMatch(ENDS_WELL)
      expect(await startGit(command)).toBe('')
      await expectInstalled()
      expect(inClone('log', '--format=%s', '-1')).toBe('Mine')
    })
  },
)

it('a cancelled installation can be done later', async () => {
  const controller = new AbortController()
  controller.abort()
  const cancelled = verbs(git).installHistory(joined.install, controller.signal)
  await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(inClone('log', '--format=%s')).toBe('Take string')
  await expectInstalled()
})

/**
 * A long history with many branches, from real nodes and real git. COMMITS=100000 is the long form; it prints how long the first
 * page of commits takes from the click, and how smoothly the list scrolls.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { buildHistory } from '../../test/git/build-history.ts'
import { git } from '../../test/git/user-git.ts'
import { scrollThrough, untilFirstRow } from '../fixtures/measure-list.ts'
import { expect, test } from '../fixtures/window.ts'

const COMMITS = Number(process.env.COMMITS ?? 1_000)
const BRANCHES = 300
/** Pixels. */
const ROW = 34

test(`${COMMITS} commits and ${BRANCHES} remote branches`, async ({ open }) => {
  test.setTimeout(300_000)
  const alice = await open({ name: 'Alice' })
  const repo = join(alice.node.folder, 'long-list')
  await buildHistory(repo, { commits: COMMITS, megabytes: COMMITS / 4_000, files: 40 })
  const shas = git(repo, 'rev-list', `--max-count=${BRANCHES}`, 'main~5').split('\n')
  const branches = shas.map((sha, number) => `create refs/heads/idea/${number} ${sha}\n`).join('')
  execFileSync('git', ['update-ref', '--stdin'], { cwd: repo, input: branches })
  await alice.node.json('publish', repo, '--all')
  const bob = await open({ name: 'Bob' })
  await bob.node.json('nearby', '--wait', '2')
  await bob.node.json('join', 'long-list', '--wait')

  const { page } = bob
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /long-list/ })
  await link.waitFor()
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    times.push(await untilFirstRow(link))
    await page.getByRole('link', { name: /^Nearby/ }).click()
    await expect(page.getByRole('listbox', { name: 'Commits' })).toHaveCount(0)
  }
  await link.click()
  const commits = page.getByRole('listbox', { name: 'Commits' })
  await expect(commits.getByRole('option', { name: /^Change / }).first()).toBeVisible()
  const wanted = Math.min(COMMITS, 20_000)
  const frames = await scrollThrough(commits, wanted * ROW)
  const at = (list: number[], share: number) => Math.round(list[Math.floor(list.length * share)]!)
  console.log(`first page: ${times.map(Math.round).join(', ')} ms after the click`)
  console.log(
    `scrolled through ${wanted}: frames ${at(frames, 0.5)} ms, 95 of 100 within ${at(frames, 0.95)} ms`,
  )
  await commits.evaluate((element) => (element.scrollTop = element.scrollHeight))
  await expect(commits.getByRole('option', { name: /^Change / }).first()).toBeVisible()
  expect(await commits.getByRole('option').count()).toBeLessThan(80)
})

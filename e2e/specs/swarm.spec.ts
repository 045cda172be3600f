/** The swarm as people look at it: blocks, who is connected, what moves, and the trackers. */
import { join } from 'node:path'
import { checkAxe } from '../fixtures/check-axe.ts'
import { buildHistory } from '../../test/git/build-history.ts'
import { setLimits } from '../../test/nodes/set-limits.ts'
import { expect, test } from '../fixtures/window.ts'

test('shows every block, whom it comes from, and what moves', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const bob = await open({ name: 'Bob', theme: 'dark' })
  const repo = join(alice.node.folder, 'kite')
  await buildHistory(repo, { commits: 60, megabytes: 12, files: 40, checkOut: true })
  await alice.node.json('publish', repo)
  await setLimits(alice.node, { uploadLimit: 1_500_000 })
  const { page } = bob
  await page.getByRole('button', { name: 'Join kite' }).click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /kite/ }).click()
  // As soon as there is something to work with, the page has its tabs.
  await page.getByRole('tab', { name: /^Swarm/ }).click()

  const history = page.getByRole('img', { name: /^History: / })
  await expect(history).toHaveAccessibleName(/^History: [1-9]\d* of \d+ blocks/)
  await expect(page.getByRole('img', { name: /more arriving/ }).first()).toBeVisible()
  const alices = page.getByRole('table', { name: 'Peers' }).getByRole('row', { name: /^Alice/ })
  await expect(alices).toContainText('100%')
  await expect(alices).toContainText('interested, unchoked')
  await expect(page.getByRole('img', { name: /^Throughput, last 60 seconds: down [1-9]/ })).toBeVisible()
  await setLimits(alice.node, { uploadLimit: null })
  await expect(page.getByRole('heading', { name: 'How to use it' })).toBeVisible()
  await expect.poll(() => history.getAttribute('aria-label')).toMatch(/^History: (\d+) of \1 blocks?$/)

  await alice.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /kite/ }).click()
  await alice.page.keyboard.press('g')
  await alice.page.keyboard.press('s')
  const bobs = alice.page.getByRole('table', { name: 'Peers' }).getByRole('row', { name: /^Bob/ })
  await expect(bobs).toContainText('100%')
  const trackers = alice.page.getByRole('table', { name: 'Trackers' })
  await expect(trackers.getByRole('row', { name: /^You/ })).toBeVisible()
  for (const { page: each } of [alice, bob]) {
    await checkAxe(each)
  }

  await alice.node.stop()
  await expect(page.getByText('Nobody is connected right now.')).toBeVisible()
  await expect(page.getByRole('img', { name: /^Files: .*only here/ })).toBeVisible()
})

/** What is kept for others: how much at most, and letting it go. */
import { expect, test } from '@playwright/test'
import { createFakeNode } from './data-node.ts'
import { openUi } from './open-ui.ts'

test('what is kept is shown by project; what nobody else has is asked about harder', async ({ page }) => {
  await openUi(page, createFakeNode(), '#/settings')
  const rows = page.getByRole('list', { name: 'Kept for others, by project' }).getByRole('listitem')
  await expect(rows).toHaveText([
    /game-engine.*2\.1.GB.*4 others here have it/,
    /plasma-sim.*nobody else/,
    /tidepool.*it stays/,
  ])
  await expect(rows.nth(2).getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '16')

  await rows.nth(1).getByRole('button', { name: 'Free what is kept of plasma-sim…' }).click()
  const dialog = page.getByRole('alertdialog', { name: /^Free 612.MB of plasma-sim\?$/ })
  await expect(dialog).toContainText('Nobody else here has all of these blocks')
  await dialog.getByRole('button', { name: 'Free anyway' }).click()
  await expect(page.getByText(/^Freed 612.MB of plasma-sim$/)).toBeVisible()
  await expect(dialog).toHaveCount(0)

  await rows.nth(0).getByRole('button').click()
  await expect(page.getByRole('alertdialog')).toContainText('4 others here have all of it')
  await expect(page.getByRole('button', { name: 'Free', exact: true })).toBeVisible()
})

test('the most that may be kept is typed in GB; empty is as much as there is', async ({ page }) => {
  const node = createFakeNode()
  await openUi(page, node, '#/settings')
  const field = page.getByLabel('At most')
  await expect(field).toHaveValue('20')
  const saved = () => node.calls.findLast(([name]) => name === 'updateSettings')?.[1]
  await field.fill('5.5')
  await field.press('Enter')
  await expect.poll(saved).toEqual({ storeQuota: 5.5e9 })
  await field.fill('')
  await field.press('Enter')
  await expect.poll(saved).toEqual({ storeQuota: null })
  await expect(field).toHaveAttribute('placeholder', 'none')
})

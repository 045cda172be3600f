/** Everything by its name, without a pointer. */
import { expect, test, type Page } from '@playwright/test'
import { checkAxe } from '../fixtures/check-axe.ts'
import { createFakeNode, repoHash, type FakeNode } from './data-node.ts'
import { openUi } from './open-ui.ts'

let node: FakeNode
const palette = (page: Page) => page.getByRole('dialog', { name: 'Command palette' })
const field = (page: Page) => palette(page).getByRole('combobox', { name: 'Search commands' })
const chosen = (page: Page) => palette(page).getByRole('option', { selected: true })

async function open(page: Page, fragment: string, theme: 'light' | 'dark' = 'light') {
  node = createFakeNode()
  await page.emulateMedia({ colorScheme: theme })
  await openUi(page, node, fragment)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

test('finds a merge, and does it', async ({ page }) => {
  await open(page, `#/project/${repoHash}`)
  await expect(page.getByRole('listbox', { name: 'Commits' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('al merge')
  await expect(chosen(page)).toHaveText(/^Merge alice\/main into main/)
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeHidden()
  expect(node.calls).toContainEqual(['merge', { project: repoHash, person: 'alice', branch: 'main' }])
})

test('moves, goes, opens other dialogs, and gives focus back', async ({ page }) => {
  await open(page, '#/nearby')
  const nearby = page.getByRole('link', { name: /^Nearby/ })
  await nearby.focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('activ')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
  await expect(nearby).toBeFocused()

  await page.getByRole('button', { name: 'Command palette' }).click()
  const first = await chosen(page).textContent()
  await page.keyboard.press('ArrowUp')
  expect(await chosen(page).textContent()).not.toBe(first)
  await page.keyboard.press('ArrowDown')
  expect(await chosen(page).textContent()).toBe(first)
  await page.keyboard.type('join by li')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Join by link' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Command palette' })).toBeFocused()
})

test('says when there is nothing, and closes as it was opened', async ({ page }) => {
  await open(page, '#/nearby')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('xyzzy')
  await expect(palette(page).getByRole('status')).toHaveText(
    'Nothing is called “xyzzy”. Try another word for it.',
  )
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(palette(page)).toBeHidden()
})

test('Tab chooses the project that is meant', async ({ page }) => {
  await open(page, '#/nearby')
  await page.keyboard.press('Control+k')
  await expect(palette(page).getByText('In pocket-sql')).toHaveCount(0)
  await page.keyboard.press('Tab')
  await expect(palette(page).locator('.meant')).toContainText('pocket-sql')
  await page.keyboard.type('mute bob')
  await expect(chosen(page)).toHaveText(/^Mute Bob/)
})

test('finds a commit far down in the history, and goes to it', async ({ page }) => {
  node = createFakeNode({ older: 1000 })
  await openUi(page, node, `#/project/${repoHash}/files`)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('work, part 777')
  const found = palette(page).getByRole('group', { name: 'Commits' }).getByRole('option')
  await expect(found).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: /^Commit / })).toContainText('Older work, part 777')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('parser: accept')
  await expect(found).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(
    /^parser: accept trailing commas/,
  )
})

for (const theme of ['light', 'dark'] as const) {
  test(`has nothing that axe finds, ${theme}`, async ({ page }) => {
    await open(page, `#/project/${repoHash}`, theme)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('m')
    await expect(chosen(page)).toBeVisible()
    await checkAxe(page, 'palette')
  })
}

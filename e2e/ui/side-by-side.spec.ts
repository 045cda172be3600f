/** Diffs in two columns: chosen once, kept, and inline where there is no room. */
import { expect, test, type Page } from '@playwright/test'
import { checkAxe } from '../fixtures/check-axe.ts'
import { createFakeNode, repoHash } from './data-node.ts'
import { openUi } from './open-ui.ts'

const diff = (page: Page) => page.getByRole('group', { name: 'Diff of src/parser.ts' })
const pairs = (page: Page) => diff(page).locator('.dp')
const choice = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Diffs' }).getByRole('button', { name })

for (const theme of ['light', 'dark'] as const) {
  test(`shows what was beside what is, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await openUi(page, createFakeNode(), `#/project/${repoHash}`)
    await expect(diff(page)).toBeVisible()
    await expect(pairs(page)).toHaveCount(0)
    await choice(page, 'Side by side').click()
    await expect(pairs(page).nth(2)).toHaveText(/^214-while \(!at.*214\+while \(true\)/)
    await checkAxe(page)

    await page.reload()
    await expect(pairs(page).first()).toBeVisible()
    await page.setViewportSize({ width: 620, height: 640 })
    await expect(diff(page)).toBeVisible()
    await expect(pairs(page)).toHaveCount(0)
    await expect(page.getByText('Inline here: there is no room for two columns')).toBeVisible()
    await page.setViewportSize({ width: 1280, height: 800 })
    await expect(pairs(page).first()).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('diffs inline')
    await page.keyboard.press('Enter')
    await expect(pairs(page)).toHaveCount(0)
    await expect(choice(page, 'Inline')).toHaveAttribute('aria-pressed', 'true')
  })
}

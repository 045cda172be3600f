/** Withdrawing a branch in the UI: what becomes of it is asked and said before it happens. */
import { expect, test } from '@playwright/test'
import { checkAxe } from '../fixtures/check-axe.ts'
import { createFakeNode, repoHash } from './data-node.ts'
import { openUi } from './open-ui.ts'

const PURGE = 'Delete what this node serves of it, too'

for (const theme of ['light', 'dark'] as const) {
  test(`a branch that is unticked can be deleted here as well, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    const node = createFakeNode()
    await openUi(page, node, `#/project/${repoHash}/people`)
    await page.getByRole('button', { name: 'Choose heads…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your heads of pocket-sql' })
    const purge = dialog.getByRole('checkbox', { name: PURGE })
    await expect(dialog.getByRole('checkbox', { name: 'Publish planner-cost' })).toBeChecked()
    await expect(purge).toHaveCount(0)

    await dialog.getByRole('checkbox', { name: 'Publish planner-cost' }).click()
    await expect(dialog.getByRole('group', { name: 'Branches that are withdrawn' })).toContainText(
      'planner-cost will not be listed any more',
    )
    await expect(purge).not.toBeChecked()
    await expect(purge).toHaveAccessibleDescription(/can still get what was published until now/)
    await dialog.getByText(PURGE).click()
    await expect(purge).toBeChecked()
    await expect(purge).toHaveAccessibleDescription(/copies that others made stay with them/)
    await checkAxe(page)
    await page.screenshot({ path: test.info().outputPath(`withdraw-${theme}.png`) })

    await dialog.getByRole('button', { name: /^Save/ }).click()
    await expect(dialog).toBeHidden()
    expect(node.calls.findLast(([name]) => name === 'publishHeads')?.[1]).toEqual({
      project: repoHash,
      branches: ['main', 'explain-tree'],
      purge: true,
    })
  })
}

for (const theme of ['light', 'dark'] as const) {
  test(`who stops says whether his list is forgotten as well, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    const node = createFakeNode()
    await openUi(page, node, `#/project/${repoHash}/people`)
    await page.getByRole('switch', { name: 'Publish my heads' }).click()
    const dialog = page.getByRole('alertdialog', { name: /^Stop publishing/ })
    await expect(dialog).toContainText('What this node serves of them is deleted')
    const forget = dialog.getByRole('checkbox', { name: 'Forget this list, too' })
    await expect(forget).toHaveAccessibleDescription(/the others know your heads as before/)
    await forget.click()
    await expect(forget).toHaveAccessibleDescription(/come to the others as somebody new/)
    await checkAxe(page)
    await page.screenshot({ path: test.info().outputPath(`stop-${theme}.png`) })
    await dialog.getByRole('button', { name: 'Stop publishing' }).click()
    await expect(dialog).toBeHidden()
    expect(node.calls.findLast(([name]) => name === 'stopHeads')?.[1]).toEqual({
      project: repoHash,
      purge: true,
    })
  })
}

test('who ticks it again, or wants all branches, is not asked', async ({ page }) => {
  const node = createFakeNode()
  await openUi(page, node, `#/project/${repoHash}/people`)
  await page.getByRole('button', { name: 'Choose heads…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your heads of pocket-sql' })
  const branch = dialog.getByRole('checkbox', { name: 'Publish planner-cost' })
  const purge = dialog.getByRole('checkbox', { name: PURGE })
  await branch.click()
  await purge.click()
  await branch.click()
  await expect(purge).toHaveCount(0)
  await branch.click()
  await dialog.getByRole('checkbox', { name: 'All branches, later ones too' }).click()
  await expect(purge).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  expect(node.calls.findLast(([name]) => name === 'publishHeads')?.[1]).toEqual({
    project: repoHash,
    all: true,
  })
})

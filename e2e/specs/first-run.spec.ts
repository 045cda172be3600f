import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/window.ts'

test('the first run asks for a name, once', async ({ open }) => {
  const { page, node } = await open({ name: '' })
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await dialog.getByLabel(/name/i).fill('Carol')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Nearby', exact: true })).toBeVisible()
  await expect
    .poll(() => JSON.parse(readFileSync(join(node.dataDir, 'settings.json'), 'utf8')))
    .toMatchObject({ name: 'Carol', welcomed: true })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Nearby', exact: true })).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
})

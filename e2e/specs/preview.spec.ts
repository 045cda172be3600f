/** A look before joining: README, commits, branches and people, by keyboard, and nothing is downloaded for it. */
import { join } from 'node:path'
import { checkAxe } from '../fixtures/check-axe.ts'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { git } from '../../test/git/user-git.ts'
import { expect, test } from '../fixtures/window.ts'

for (const theme of ['light', 'dark'] as const) {
  test(`shows what is in it, then joins, ${theme}`, async ({ open }) => {
    const alice = await open({ name: 'Alice' })
    const repo = join(alice.node.folder, 'kite')
    buildSmallRepository(repo)
    await alice.node.json('publish', repo, '--description', 'Of silk')
    const bob = await open({ name: 'Bob', theme })
    const { page } = bob
    const row = page.getByRole('row', { name: /^kite/ })
    await row.focus()
    await page.keyboard.press(' ')
    const dialog = page.getByRole('dialog', { name: 'kite' })
    await expect(dialog.getByRole('heading', { name: 'Kite', exact: true })).toBeVisible()
    await expect(dialog.getByText('Flies.')).toBeVisible()
    const about = dialog.getByRole('complementary', { name: 'About it' })
    await expect(about).toContainText('Of silk')
    await expect(about).toContainText('Unverified')
    await expect(about.getByText('main', { exact: true })).toBeVisible()
    for (const subject of git(repo, 'log', '--format=%s', 'main').split('\n')) {
      await expect(about.getByText(subject, { exact: true })).toBeVisible()
    }
    await checkAxe(page)
    expect(Object.keys((await bob.node.json<{ projects: object }>('status')).projects)).toEqual([])

    await page.keyboard.press('Escape')
    await expect(row).toBeFocused()
    await page.getByRole('button', { name: 'Look into kite' }).click()
    await expect(dialog.getByRole('heading', { name: 'Kite', exact: true })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Open kite' })).toBeVisible()
  })
}

test('says why there is nothing to see, and tries again', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const repo = join(alice.node.folder, 'kite')
  buildSmallRepository(repo)
  await alice.node.json('publish', repo)
  const { page } = await open({ name: 'Bob' })
  await page.getByRole('row', { name: /^kite/ }).waitFor()
  await alice.node.kill()
  await page.getByRole('button', { name: 'Look into kite' }).click()
  const alert = page.getByRole('dialog').getByRole('alert')
  await expect(alert).toContainText('gave no project')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toContainText('gave no project')
})

test('a link is shown as a QR code', async ({ open }) => {
  const { node, page } = await open({ name: 'Alice' })
  const repo = join(node.folder, 'kite')
  buildSmallRepository(repo)
  const { link } = await node.json<{ link: string }>('publish', repo)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /kite/ }).click()
  await page.getByRole('button', { name: 'More about kite' }).click()
  await page.getByRole('menuitem', { name: /QR code/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Link of kite' })
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible()
  await expect(dialog.getByText(link)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

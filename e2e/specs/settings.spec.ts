/** Settings that change what happens: new projects' auto-merge, the next start's port, and who one is. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { checkAxe } from '../fixtures/check-axe.ts'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { expect, test } from '../fixtures/window.ts'

interface Status {
  readonly node: { readonly words: string; readonly wantedPort: number | null; readonly port: number }
  readonly projects: readonly { readonly autoMerge: string }[]
}

test('new projects begin with the auto-merge that was chosen, a port waits for the next start, and guests can be shut out', async ({
  open,
}) => {
  const alice = await open({ name: 'Alice' })
  const repo = join(alice.node.folder, 'kite')
  buildSmallRepository(repo)
  const { repoHash } = await alice.node.json<{ repoHash: string }>('publish', repo)
  const { node, page } = await open({ name: 'Bob' })
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: 'Fast-forward only' }).click()
  await expect(page.getByRole('button', { name: 'Fast-forward only' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.getByLabel('Port', { exact: true }).fill('7999')
  await page.keyboard.press('Enter')
  const status = await node.json<Status>('status')
  await expect(page.getByText(`now ${status.node.port}`)).toBeVisible()
  expect(status.node.wantedPort).toBe(7999)
  await expect(page.getByText('Chosen by who started the app')).toBeVisible()
  await node.json('join', repoHash, '--wait')
  const [project] = (await node.json<Status>('status')).projects
  expect(project).toMatchObject({ autoMerge: 'ff' })
  const asGuest = async () => (await fetch(`http://127.0.0.1:${status.node.port}/kite.git/info/refs`)).status
  expect(await asGuest()).toBe(200)
  const guests = page.getByRole('switch', { name: 'Guest access' })
  await guests.click()
  await expect(guests).not.toBeChecked()
  await expect.poll(asGuest).toBe(403)
})

test('a key is exported with a passphrase, and makes another computer the same person', async ({ open }) => {
  const [alice, bob] = [await open({ name: 'Alice' }), await open({ name: 'Bob', theme: 'dark' })]
  const file = join(alice.node.folder, 'key.pem')
  const { words } = (await alice.node.json<Status>('status')).node
  const dialogOf = async ({ page }: typeof alice, way: 'Export' | 'Import') => {
    await page.keyboard.press('Control+,')
    await page.getByRole('button', { name: `${way}…` }).click()
    const dialog = page.getByRole('dialog', { name: `${way} ${way === 'Export' ? 'your' : 'a'} key` })
    await dialog.getByLabel(/file/i).fill(file)
    return dialog
  }
  const exporting = await dialogOf(alice, 'Export')
  await exporting.getByLabel(/passphrase/i).fill('horse battery')
  await alice.page.keyboard.press('Enter')
  await expect(alice.page.getByText(`Your key is in ${file}`)).toBeVisible()
  expect(statSync(file).mode & 0o777).toBe(0o600)

  const importing = await dialogOf(bob, 'Import')
  await bob.page.keyboard.press('Enter')
  await expect(importing.getByRole('alert')).toContainText('is encrypted')
  await checkAxe(bob.page)
  await importing.getByLabel(/passphrase/i).fill('horse battery')
  await bob.page.keyboard.press('Enter')
  await expect(bob.page.getByText(`From the next start on you are ${words}`)).toBeVisible()
})

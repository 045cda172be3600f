/** Bob has a copy of what Alice shares: the dialog offers to publish it beside hers, and she gets his commits. */
import { join } from 'node:path'
import { checkAxe } from '../fixtures/check-axe.ts'
import { buildHistory } from '../../test/git/build-history.ts'
import { git } from '../../test/git/user-git.ts'
import { arrives, commit } from '../../test/nodes/arrivals.ts'
import { expect, test } from '../fixtures/window.ts'

test('a copy from elsewhere is published beside the project that is shared here', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const bob = await open({ name: 'Bob' })
  const repo = join(alice.node.folder, 'pocket-sql')
  await buildHistory(repo, { commits: 300, megabytes: 5 })
  const copy = join(bob.node.folder, 'sql-copy')
  git(bob.node.folder, 'clone', '-q', repo, copy)
  const his = commit(copy, 'his')
  await alice.node.json('publish', repo, '--description', 'A database that fits in a pocket')
  const { page } = bob
  await expect(page.getByRole('row', { name: /^pocket-sql/ })).toContainText('A database')

  await page.getByRole('button', { name: 'Publish a project…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Publish a project' })
  await dialog.getByLabel('Folder').fill(copy)
  const beside = dialog.getByRole('radio', { name: 'Beside pocket-sql of Alice' })
  await expect(beside).toBeChecked()
  await expect(dialog.getByLabel(/^Description/)).toHaveCount(0)
  await checkAxe(page, 'publish beside')

  await test.step('or apart from it, by the keyboard', async () => {
    await beside.focus()
    await page.keyboard.press('ArrowDown', { delay: 50 })
    await expect(dialog.getByRole('radio', { name: 'As a project of its own' })).toBeChecked()
    await expect(dialog.getByLabel('Name')).toHaveValue('sql-copy')
    await page.keyboard.press('ArrowUp', { delay: 50 })
    await expect(beside).toBeChecked()
  })

  await dialog.getByRole('button', { name: /^Publish my heads/ }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('You publish your heads of pocket-sql')).toBeVisible()
  await arrives(repo, 'refs/remotes/bob/main', his)
  expect(git(copy, 'rev-parse', 'alice/main')).toBe(git(repo, 'rev-parse', 'main'))

  await test.step('and no second time elsewhere: he is shown where it is', async () => {
    git(bob.node.folder, 'clone', '-q', repo, 'third')
    await page.getByRole('button', { name: 'Publish a project…' }).first().click()
    await dialog.getByLabel('Folder').fill(join(bob.node.folder, 'third'))
    await expect(
      dialog.getByText('You have joined pocket-sql, which begins with the same commits'),
    ).toBeVisible()
    await expect(dialog.getByRole('radio')).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Open pocket-sql' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('heading', { name: 'pocket-sql' })).toBeVisible()
    await expect(page.getByText(copy).first()).toBeVisible()
  })
})

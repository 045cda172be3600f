/** What a person may get wrong is told where it happened, and nothing is shared or lost. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { expect, test } from '../fixtures/window.ts'

test('publishing a folder that is no repository, then one without a commit, then mending it', async ({
  open,
}) => {
  const { page, node } = await open({ name: 'Alice' })
  const photos = join(node.folder, 'photos')
  mkdirSync(photos)
  const fresh = join(node.folder, 'fresh')
  execFileSync('git', ['init', '-q', '-b', 'main', fresh])

  await page.keyboard.press('Control+Shift+P')
  const dialog = page.getByRole('dialog', { name: 'Publish a project' })
  await dialog.getByLabel('Folder').fill(photos)
  await expect(dialog.getByText('This folder is not a git repository')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Publish/ })).toBeDisabled()
  await dialog.getByLabel('Folder').fill(fresh)
  await expect(dialog.getByText('Nothing committed yet')).toBeVisible()

  writeFileSync(join(fresh, 'a.txt'), 'a\n')
  execFileSync('git', ['add', '.'], { cwd: fresh })
  execFileSync(
    'git',
    ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org', 'commit', '-qm', 'First'],
    { cwd: fresh },
  )
  await expect(dialog.getByText(/1 commit/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /^fresh, yours/ })).toBeVisible()
})

test('joining where a folder is taken says so, leaves it alone, and a retry works', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const bob = await open({ name: 'Bob' })
  const repo = join(alice.node.folder, 'tiny-raft')
  await buildSmallRepository(repo)
  await alice.node.json('publish', repo)
  const taken = join(bob.node.clones, 'tiny-raft')
  mkdirSync(taken, { recursive: true })
  writeFileSync(join(taken, 'mine.txt'), 'mine')

  await bob.page.getByRole('button', { name: 'Join tiny-raft' }).click()
  await expect(bob.page.getByText(/exists and is not empty/).first()).toBeVisible()
  execFileSync('mv', [taken, `${taken}-old`])
  await bob.page
    .getByRole('button', { name: /^(Join|Retry).*tiny-raft|^Retry/ })
    .first()
    .click()
  await expect(bob.page.getByRole('button', { name: 'Open tiny-raft' })).toBeVisible()
})

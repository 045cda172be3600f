/** The files come before the history: one can work, is told so, and sees no error while the rest arrives. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildHistory } from '../../test/git/build-history.ts'
import { git } from '../../test/git/user-git.ts'
import { setLimits } from '../../test/nodes/set-limits.ts'
import { expect, test } from '../fixtures/window.ts'

test('you can work now, while the history is on its way', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const repo = join(alice.node.folder, 'long-story')
  await buildHistory(repo, { commits: 800, megabytes: 20, files: 64 })
  await alice.node.json('publish', repo)
  const bob = await open({ name: 'Bob' })
  const { page, node } = bob
  await setLimits(node, { downloadLimit: 5e5 })
  await page.getByRole('button', { name: 'Join long-story' }).click()
  await page.getByRole('button', { name: 'Open long-story' }).click()

  const banner = page.getByText('You can work now')
  await expect(banner).toBeVisible()
  await expect(page.getByText(/^history \d+%$/)).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'History of long-story' })).toBeVisible()
  const commits = page.getByRole('listbox', { name: 'Commits' })
  await expect(commits.getByRole('option')).toHaveCount(1)
  await expect(page.getByText(/shallow/)).toHaveCount(0)
  const clone = join(node.clones, 'long-story')
  writeFileSync(join(clone, 'mine.txt'), 'mine\n')
  git(clone, 'add', 'mine.txt')
  git(clone, 'commit', '-qm', 'Mine already')
  await expect(commits.getByRole('option', { name: /^Mine already, / })).toBeVisible()
  await page.getByRole('tab', { name: /^People/ }).click()
  await expect(banner).toBeVisible()

  await setLimits(node, { downloadLimit: null })
  await expect(banner).toBeHidden()
  await page.getByRole('tab', { name: /^Commits/ }).click()
  await expect.poll(() => commits.getByRole('option').count()).toBeGreaterThan(5)
  await expect(commits.getByRole('option', { name: /^Mine already, / })).toBeVisible()
})

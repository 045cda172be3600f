/** Bob has a clone from elsewhere: he joins with it, and what he did in it stays. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { git } from '../../test/git/user-git.ts'
import { at } from '../../test/nodes/arrivals.ts'
import { expect, test } from '../fixtures/window.ts'

test('joins with a clone that is there, after one that has nothing to do with it', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const repo = join(alice.node.folder, 'tiny-raft')
  await buildSmallRepository(repo)
  await alice.node.json('publish', repo)
  const bob = await open({ name: 'Bob' })
  const { page } = bob
  const [clone, other] = [join(bob.node.folder, 'old-clone'), join(bob.node.folder, 'other')]
  git(bob.node.folder, 'clone', '-q', repo, clone)
  writeFileSync(join(clone, 'mine.txt'), 'mine\n')
  mkdirSync(other)

  await page.getByRole('row', { name: /^tiny-raft/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Join with that clone' }).click()
  const dialog = page.getByRole('dialog', { name: 'Join tiny-raft with a clone you have' })
  await expect(dialog.getByLabel('Folder of the clone')).toBeFocused()
  await page.keyboard.type(other)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/not a git repository|no git repository/i).first()).toBeVisible()
  await dialog.getByLabel('Folder of the clone').fill(clone)
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'tiny-raft' })).toBeVisible()
  await expect(page.getByText(clone).first()).toBeVisible()
  await expect.poll(() => at(clone, 'alice/main')).toBe(git(repo, 'rev-parse', 'HEAD'))
  expect(git(clone, 'status', '--porcelain')).toBe('?? mine.txt')
})

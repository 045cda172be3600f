/** WCAG 2.2 AA by axe, on each screen in both themes, and the whole main job by keyboard. */
import { join } from 'node:path'
import { checkAxe } from '../fixtures/check-axe.ts'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { expect, test } from '../fixtures/window.ts'

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${theme}`, async ({ open }) => {
    const alice = await open({ name: 'Alice', theme })
    const bob = await open({ name: 'Bob', theme })
    const alone = await open({ name: 'Carol', theme, args: ['--no-discovery'] })
    const check = (name: string, { page } = bob) => checkAxe(page, name)
    await expect(alone.page.getByRole('heading', { name: 'Nobody nearby yet' })).toBeVisible()
    await check('empty', alone)
    const repo = join(alice.node.folder, 'tiny-raft')
    await buildSmallRepository(repo)
    await alice.node.json('publish', repo)
    await expect(bob.page.getByRole('row', { name: /^tiny-raft/ })).toBeVisible()
    await check('nearby')
    await bob.page.keyboard.press('Control+Shift+P')
    await expect(bob.page.getByRole('dialog', { name: 'Publish a project' })).toBeVisible()
    await check('publish dialog')
    await bob.page.keyboard.press('Escape')
    await bob.page.keyboard.press('Control+,')
    await expect(bob.page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await check('settings')
  })
}

test('joins by keyboard alone', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const bob = await open({ name: 'Bob' })
  const repo = join(alice.node.folder, 'tiny-raft')
  await buildSmallRepository(repo)
  await alice.node.json('publish', repo)
  await expect(bob.page.getByRole('row', { name: /^tiny-raft/ })).toBeVisible()
  await bob.page.keyboard.press('j')
  await expect(bob.page.getByRole('row', { name: /^tiny-raft/ })).toBeFocused()
  await bob.page.keyboard.press('Enter')
  await expect(bob.page.getByRole('button', { name: 'Open tiny-raft' })).toBeVisible({ timeout: 30_000 })
  await bob.page.keyboard.press('Enter')
  await expect(bob.page.getByRole('heading', { name: 'tiny-raft' })).toBeVisible()
})

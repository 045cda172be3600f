/** Who has never seen it, told only "get Alice's project and send her a change": five clicks, and no field to fill in. */
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { arrives, commit } from '../../test/nodes/arrivals.ts'
import { expect, test } from '../fixtures/window.ts'

test('from an empty start to a change that Alice has', async ({ open }) => {
  const alice = await open({ name: 'Alice' })
  const repo = join(alice.node.folder, 'kite')
  buildSmallRepository(repo)
  await alice.node.json('publish', repo)
  const { page, node } = await open({ name: '' })
  let clicks = 0
  const click = async (target: Locator) => {
    await target.click()
    clicks++
  }

  await expect(page.getByRole('dialog')).toContainText('Join with a click')
  await expect(page.getByRole('dialog')).toContainText('Nothing is shared until you publish it')
  await click(page.getByRole('button', { name: 'Look around' }))
  await click(page.getByRole('button', { name: 'Join kite' }))
  await click(page.getByRole('button', { name: 'Open kite' }))
  await expect(page.getByRole('heading', { name: 'kite', level: 1 })).toBeVisible()

  // The change itself is the user's editor's and git's.
  const sha = commit(join(node.clones, 'kite'), 'tail.txt')
  const publish = page.getByRole('switch', { name: 'Publish my heads' })
  await expect(publish).toBeEnabled()
  await expect(page.getByText('Only you see your commits')).toBeVisible()
  await click(publish)
  const dialog = page.getByRole('dialog', { name: 'Publish your heads of kite' })
  await expect(dialog).toContainText('Anybody on this network can copy these branches')
  await click(dialog.getByRole('button', { name: /^Publish/ }))

  const { name } = (await node.json<{ node: { name: string } }>('status')).node
  await arrives(repo, `refs/remotes/${name.toLowerCase()}/main`, sha)
  expect(clicks).toBe(5)
})

/** Alice publishes, Bob sees it, joins, has a clone; Alice is killed, and Carol gets it from Bob. All in the real UI. */
import { join } from 'node:path'
import { buildHistory } from '../../test/git/build-history.ts'
import { git } from '../../test/git/user-git.ts'
import { expect, test } from '../fixtures/window.ts'

test('from publishing to a clone, and on from peer to peer', async ({ open }) => {
  const [alice, bob] = [await open({ name: 'Alice' }), await open({ name: 'Bob', theme: 'dark' })]
  const repo = join(alice.node.folder, 'wavelet-synth')
  await buildHistory(repo, { commits: 2_000, megabytes: 40 })

  await test.step('Alice publishes from the dialog', async () => {
    const { page } = alice
    await page.getByRole('button', { name: 'Publish a project…' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Publish a project' })
    await dialog.getByLabel('Folder').fill(repo)
    await expect(dialog.getByText(/2,000 commits/)).toBeVisible()
    await dialog.getByLabel(/^Description/).fill('Modular synth in the browser')
    await dialog.getByRole('button', { name: /^Publish/ }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('row', { name: /^wavelet-synth, yours/ })).toBeVisible()
  })

  await test.step('Bob sees it and joins, and a reload in the middle loses nothing', async () => {
    const { page, node } = bob
    const row = page.getByRole('row', { name: /^wavelet-synth/ })
    await expect(row).toContainText('Modular synth in the browser')
    await expect(row).toContainText('Alice')
    await page.getByRole('button', { name: 'Join wavelet-synth' }).click()
    await expect(page.getByRole('progressbar', { name: 'Joining wavelet-synth' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('button', { name: 'Open wavelet-synth' })).toBeVisible()
    const clone = join(node.clones, 'wavelet-synth')
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'HEAD'))
    expect(git(clone, 'status', '--porcelain')).toBe('')
  })

  await test.step('Bob opens it and sees where it is', async () => {
    await bob.page.getByRole('button', { name: 'Open wavelet-synth' }).click()
    await expect(bob.page.getByRole('heading', { name: 'wavelet-synth' })).toBeVisible()
    await expect(bob.page.getByText(join(bob.node.clones, 'wavelet-synth')).first()).toBeVisible()
  })

  await test.step('Alice is killed; Carol gets it from Bob', async () => {
    await alice.node.kill()
    const carol = await open({ name: 'Carol' })
    const { page, node } = carol
    await expect(page.getByRole('row', { name: /^wavelet-synth/ })).toBeVisible()
    await page.getByRole('button', { name: 'Join wavelet-synth' }).click()
    await expect(page.getByRole('button', { name: 'Open wavelet-synth' })).toBeVisible()
    expect(git(join(node.clones, 'wavelet-synth'), 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'HEAD'))
    const { projects } = await node.json<{ projects: { sources: { peerId: string }[] }[] }>('status')
    expect(projects[0]!.sources.map(({ peerId }) => peerId)).toEqual([bob.node.peerId])
  })

  await test.step("Alice's window says that her node is gone", async () => {
    await expect(alice.page.getByText(/node stopped answering/i)).toBeVisible()
  })
})

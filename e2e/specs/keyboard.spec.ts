/** The three main tasks by keyboard alone: browse and join, publish heads, merge someone's work. No mouse is touched. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { commit } from '../../test/nodes/arrivals.ts'
import { expect, test } from '../fixtures/window.ts'

test('get a project, send a change, take it', async ({ open }) => {
  const [alice, bob] = [await open({ name: 'Alice' }), await open({ name: 'Bob' })]
  const repo = join(alice.node.folder, 'kite')
  buildSmallRepository(repo)
  await alice.node.json('publish', repo)

  await test.step('Bob looks into the project and joins it', async () => {
    const { page } = bob
    await expect(page.getByRole('row', { name: /^kite/ })).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press(' ')
    await expect(page.getByRole('region', { name: 'README' })).toContainText('Flies.')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Open kite' })).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'kite', level: 1 })).toBeVisible()
  })

  await test.step('Bob publishes what he did', async () => {
    const { page } = bob
    commit(join(bob.node.clones, 'kite'), 'tail.txt')
    await expect(page.getByRole('switch', { name: 'Publish my heads' })).toBeEnabled()
    await page.keyboard.press('Shift+P')
    await expect(page.getByRole('dialog', { name: 'Publish your heads of kite' })).toContainText(
      'Anybody on this network',
    )
    await expect(page.getByRole('checkbox', { name: 'Publish main' })).toBeChecked()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('switch', { name: 'Publish my heads' })).toBeChecked()
  })

  await test.step('Alice sees it and takes it', async () => {
    const { page } = alice
    await page.keyboard.press('Control+3')
    await expect(page.getByRole('status', { name: 'New commits' })).toContainText('Bob has 1 new commit')
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    const person = page
      .getByRole('list', { name: 'People' })
      .getByRole('listitem', { name: 'Bob', exact: true })
    await expect(person).toContainText('Fast-forward')
    await page.keyboard.press('j')
    await page.keyboard.press('m')
    await expect.poll(() => existsSync(join(repo, 'tail.txt'))).toBe(true)
  })
})

/** The UI of related trackers, on a node made of data: what real nodes need days of work by several people for. */
import { expect, test, type Page } from '@playwright/test'
import { checkAxe } from '../fixtures/check-axe.ts'
import { createFakeNode, repoHash, type FakeNode } from './data-node.ts'
import { scrollThrough, untilFirstRow } from '../fixtures/measure-list.ts'
import { openUi } from './open-ui.ts'

const PROJECT = `#/project/${repoHash}`
const list = (page: Page) => page.getByRole('listbox', { name: 'Commits' })
const inputOf = (node: FakeNode, command: string) => node.calls.findLast(([name]) => name === command)?.[1]

async function open(page: Page, fragment = PROJECT, options: Parameters<typeof createFakeNode>[0] = {}) {
  const node = createFakeNode(options)
  await openUi(page, node, fragment)
  return node
}

for (const [theme, viewport] of [
  ['light', { width: 1280, height: 800 }],
  ['dark', { width: 900, height: 640 }],
] as const) {
  test(`axe finds nothing, ${theme}, ${viewport.width}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize(viewport)
    const node = await open(page)
    await expect(page.getByRole('heading', { name: 'src/parser.ts' })).toBeVisible()
    await checkAxe(page, 'commits')
    await page.getByRole('tab', { name: /^People/ }).click()
    await checkAxe(page, 'people')
    await page.getByRole('button', { name: 'Compare keys with Alice' }).first().click()
    await checkAxe(page, 'compare')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Choose heads…' }).click()
    await checkAxe(page, 'heads')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Auto-merge/ }).click()
    await checkAxe(page, 'auto-merge')
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: /^Swarm/ }).click()
    await checkAxe(page, 'swarm')
    await page.keyboard.press('Control+2')
    await expect(page.getByRole('article').first()).toBeVisible()
    await checkAxe(page, 'activity')
    node.alter(({ workingTree }) => ({ own: null, workingTree: { ...workingTree!, dirty: true } }))
    await page.keyboard.press('Control+3')
    await expect(list(page).getByRole('option', { name: 'Uncommitted changes' })).toBeVisible()
    await checkAxe(page, 'changed files')
  })
}

test('commits: found by role, walked by keyboard, with what each changes', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const node = await open(page)
  await expect(
    list(page).getByRole('option', { name: /^parser: accept trailing commas, Alice, 4 min, / }),
  ).toHaveAttribute('aria-selected', 'true')
  await expect(list(page).getByRole('option', { name: /, new$/ })).toHaveCount(3)
  await expect(page.getByRole('status', { name: 'New commits' })).toHaveText(
    'Alice has 3 new commits on main',
  )
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(page.getByRole('heading', { name: 'planner: push predicates below joins' })).toBeVisible()
  await page.keyboard.press('y')
  await expect(page.getByRole('status', { name: 'Notification' })).toContainText('Copied the hash')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: /^Commit 0000002/ })).toBeFocused()
  await page.getByRole('button', { name: 'Show anyway' }).click()
  await expect(page.getByText('"line"').nth(899)).toBeAttached()
  await page.keyboard.press('Escape')
  await expect(list(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: /^Commit / })).toHaveCount(0)
  expect(inputOf(node, 'commits')).toMatchObject({ project: repoHash, skip: 0, limit: 200 })
})

test('merging by M tells what came of it, and Undo takes it back', async ({ page }) => {
  const node = await open(page)
  await expect(list(page)).toBeVisible()
  await page.keyboard.press('m')
  const toast = page.getByRole('status', { name: 'Notification' })
  await expect(toast).toContainText('Merged alice/main into main')
  expect(inputOf(node, 'merge')).toEqual({ project: repoHash, person: 'alice', branch: 'main' })
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(toast).toContainText('Undone')
  expect(inputOf(node, 'undo')).toEqual({ activity: 9 })
  await expect(page.getByRole('status', { name: 'New commits' })).toBeEmpty()
})

test('new commits come by themselves, and what one reads stays where it is', async ({ page }) => {
  const node = await open(page, PROJECT, { older: 3000 })
  const row = list(page).getByRole('option', { name: /^Older work, part 60,/ })
  await list(page).evaluate((element) => (element.scrollTop = 55 * 34 + 7))
  await row.click()
  const before = await row.boundingBox()
  const commit = (index: number) => ({
    ...{ sha: `ee${index}`.padEnd(40, 'e'), subject: `fresh ${index}`, author: 'Alice', time: Date.now() },
    parents: [],
  })
  node.commit(commit(1), commit(2))
  node.alter(({ remotes }) => ({
    remotes: remotes.map((remote) => ({
      ...remote,
      refs: remote.refs.map((head) => (head.unread > 0 ? { ...head, sha: commit(1).sha, unread: 5 } : head)),
    })),
  }))
  await expect(page.getByRole('status', { name: 'New commits' })).toContainText('5 new commits')
  await expect.poll(() => list(page).evaluate((element) => element.scrollTop)).toBe(57 * 34 + 7)
  expect(await row.boundingBox()).toEqual(before)
  await expect(row).toHaveAttribute('aria-selected', 'true')
  await list(page).evaluate((element) => (element.scrollTop = 0))
  await expect(list(page).getByRole('option', { name: /^fresh 1, Alice/ })).toBeVisible()
})

test('30,000 commits stay smooth', async ({ page }) => {
  await open(page, '#/nearby', { older: 30_000 })
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /pocket-sql/ })
  await link.waitFor()
  const first = await untilFirstRow(link)
  console.log(`first commits ${Math.round(first)} ms after the click`)
  const frames = await scrollThrough(list(page), 30_000 * 34)
  expect(await list(page).getByRole('option').count()).toBeLessThan(80)
  console.log(`95 of 100 frames within ${Math.round(frames[Math.floor(frames.length * 0.95)]!)} ms`)
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(list(page).getByRole('option', { name: /^Older work, part 30015/ })).toBeVisible({
      timeout: 500,
    })
  }).toPass()
})

test('people: who they are, what a merge would do, and what can be done', async ({ page }) => {
  const node = await open(page, `${PROJECT}/people`)
  const people = page.getByRole('list', { name: 'People' })
  await expect(people.locator('> li')).toHaveCount(5)
  const bob = people.getByRole('listitem', { name: 'Bob' }).first()
  await expect(bob.getByRole('alert')).toContainText('Conflicts in src/parser.ts, src/lexer.ts')
  await expect(bob.getByRole('button', { name: 'Merge bob/parser' })).toBeDisabled()
  await expect(bob.getByRole('img', { name: '5 commits behind your main, 2 commits ahead' })).toBeVisible()
  await page.getByRole('button', { name: 'Compare keys with Alice' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare keys with Alice' })
  await expect(dialog).toContainText('velvet-pike-ember-tuna')
  await dialog.getByRole('button', { name: 'These match' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Compare keys with Alice' })).toHaveCount(0)
  await page.keyboard.press('j')
  await page.keyboard.press('o')
  await expect(page.getByRole('status', { name: 'Notification' })).toContainText('You are on main')
  await page.keyboard.press('Shift+M')
  await expect.poll(() => inputOf(node, 'mute')).toEqual({ project: repoHash, person: 'alice', muted: true })
})

test('publishing is said before it is done, and withdrawn with a word', async ({ page }) => {
  const node = await open(page, `${PROJECT}/people`)
  const toggle = page.getByRole('switch', { name: 'Publish my heads' })
  await expect(toggle).toBeChecked()
  await toggle.click()
  await page.getByRole('button', { name: 'Stop publishing' }).click()
  await expect(toggle).not.toBeChecked()
  await expect(page.getByText('Only you see your commits', { exact: true })).toBeVisible()
  await page.keyboard.press('Shift+P')
  const dialog = page.getByRole('dialog', { name: 'Publish your heads of pocket-sql' })
  await expect(dialog).toContainText('Anybody on this network can copy these branches')
  await expect(dialog.getByRole('checkbox', { name: 'Publish main' })).toBeChecked()
  await expect(dialog.getByRole('checkbox', { name: 'Publish scratch' })).not.toBeChecked()
  await dialog.getByRole('checkbox', { name: 'Publish scratch' }).click()
  await page.keyboard.press('Control+Enter')
  await expect(toggle).toBeChecked()
  expect(inputOf(node, 'publishHeads')).toEqual({ project: repoHash, branches: ['main', 'scratch'] })
  await page.getByRole('button', { name: 'Auto-merge: Fast-forward only' }).click()
  await page.getByRole('menuitemradio', { name: /^Clean merges/ }).click()
  await expect(page.getByRole('button', { name: 'Auto-merge: Clean merges' })).toBeVisible()
})

test('activity tells, unfolds and undoes', async ({ page }) => {
  const node = await open(page, '#/activity')
  const merged = page.getByRole('feed').getByRole('article', { name: 'Fast-forwarded main to alice/main' })
  await merged.getByRole('button', { name: 'Undo' }).click()
  await expect(merged).toContainText('Undone')
  expect(inputOf(node, 'undo')).toEqual({ activity: 4 })
  await page.getByRole('button', { name: 'Show 1 more' }).click()
  await expect(page.getByText('WIP: Pratt parser for expressions')).toBeVisible()
  await page.getByRole('button', { name: 'Merges' }).click()
  await expect(page.getByRole('article')).toHaveCount(2)
})

test('files: says what is missing, and has a way out', async ({ page }) => {
  const node = await open(page, `${PROJECT}/files`, { hasGit: false })
  // This node has no answer at all.
  await expect(page.getByRole('alert')).toBeVisible()
  const asked = () => node.calls.filter(([name]) => name === 'tree').length
  const before = asked()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(asked).toBeGreaterThan(before)
  node.alter(() => ({ workingTree: null, remotes: [] }))
  await expect(page.getByRole('alert')).toContainText('This needs the git program.')
})

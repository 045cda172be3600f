/** Bob's commits reach Alice by themselves: by clicks in two windows of real nodes, and by plain git between them. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { git } from '../../test/git/user-git.ts'
import { at } from '../../test/nodes/arrivals.ts'
import { expect, test, type Window } from '../fixtures/window.ts'

function commit(folder: string, file: string, subject: string, ...options: string[]): string {
  writeFileSync(join(folder, file), `${subject}\n`)
  git(folder, 'add', '--all')
  git(folder, 'commit', '-qm', subject, ...options)
  return git(folder, 'rev-parse', 'HEAD')
}

const toast = (page: Page) => page.getByRole('status', { name: 'Notification' })
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const person = (page: Page, name: string) =>
  page.getByRole('list', { name: 'People' }).getByRole('listitem', { name, exact: true })
const option = (page: Page, subject: string) =>
  page.getByRole('listbox', { name: 'Commits' }).getByRole('option', { name: new RegExp(`^${subject},`) })
const openProject = ({ page }: Window) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /kite/ }).click()

test('what Bob commits, Alice sees, merges and takes back', async ({ open }) => {
  test.setTimeout(120_000)
  const [alice, bob] = [await open({ name: 'Alice' }), await open({ name: 'Bob', theme: 'dark' })]
  const repo = join(alice.node.folder, 'kite')
  const clone = join(bob.node.clones, 'kite')
  const head = () => git(repo, 'rev-parse', 'HEAD')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  for (const [file, subject] of [
    ['README.md', 'Begin'],
    ['frame.txt', 'frame: spars of ash'],
    ['line.txt', 'line: 40 m'],
  ])
    commit(repo, file!, subject!)
  await alice.node.json('publish', repo, '--description', 'A kite that flies indoors')

  await test.step('Bob joins and publishes his heads, told before what that means', async () => {
    const { page } = bob
    await page.getByRole('button', { name: 'Join kite' }).click()
    await page.getByRole('button', { name: 'Open kite' }).click()
    await tab(page, 'People').click()
    commit(clone, 'tail.txt', 'tail: three bows')
    await page.getByRole('switch', { name: 'Publish my heads' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish your heads of kite' })
    await expect(dialog).toContainText('Anybody on this network can copy these branches')
    await expect(dialog.getByRole('checkbox', { name: 'Publish main' })).toBeChecked()
    await dialog.getByRole('button', { name: /^Publish/ }).click()
    await expect(page.getByRole('switch', { name: 'Publish my heads' })).toBeChecked()
    await expect(page.getByText('Published · 1 head · seen by 1')).toBeVisible()
    await tab(page, 'Commits').click()
  })

  const before = head()
  await test.step('Alice sees him, his commit and what it changes', async () => {
    const { page } = alice
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /kite/ }),
    ).toContainText('1 new')
    await openProject(alice)
    await expect(page.getByRole('status', { name: 'New commits' })).toHaveText('Bob has 1 new commit on main')
    await expect(option(page, 'tail: three bows')).toContainText('bob/main')
    await expect(option(page, 'tail: three bows')).toHaveAccessibleName(/, Bob, .*, new$/)
    await option(page, 'tail: three bows').click()
    await expect(page.getByRole('region', { name: /^Commit / })).toContainText('tail.txt')
    await expect(page.getByRole('heading', { name: 'tail.txt' })).toBeVisible()
    await expect(page.getByRole('group', { name: 'Diff of tail.txt' })).toContainText('tail: three bows')
    await tab(page, 'People').click()
    await expect(person(page, 'Bob')).toContainText('Fast-forward')
    await expect(
      person(page, 'Bob').getByRole('img', { name: '0 commits behind your main, 1 commit ahead' }),
    ).toBeVisible()
  })

  await test.step('Alice merges it, takes it back, and merges it again', async () => {
    const { page } = alice
    await tab(page, 'Commits').click()
    await page.keyboard.press('m')
    await expect(toast(page)).toContainText('bob/main')
    expect(existsSync(join(repo, 'tail.txt'))).toBe(true)
    await toast(page).getByRole('button', { name: 'Undo' }).click()
    await expect(toast(page)).toContainText('Undone')
    expect(existsSync(join(repo, 'tail.txt'))).toBe(false)
    expect(head()).toBe(before)
    await tab(page, 'People').click()
    await person(page, 'Bob').getByRole('button', { name: 'Merge bob/main' }).click()
    await expect.poll(head).toBe(git(clone, 'rev-parse', 'HEAD'))
    expect(git(repo, 'status', '--porcelain')).toBe('')
    await expect(person(page, 'Bob')).toContainText('You have everything')
  })

  await test.step('what comes of somebody verified is merged by itself', async () => {
    const { page } = alice
    await page.getByRole('button', { name: 'Auto-merge: Off' }).click()
    await page.getByRole('menuitemradio', { name: /^Clean merges/ }).click()
    await expect(page.getByRole('button', { name: 'Auto-merge: Clean merges' })).toBeVisible()
    const unverified = commit(clone, 'bridle.txt', 'bridle: two knots')
    await expect.poll(() => at(repo, 'bob/main')).toBe(unverified)
    await expect(person(page, 'Bob')).toContainText('Fast-forward')
    expect(head()).not.toBe(unverified)
    await page.getByRole('button', { name: 'Compare keys with Bob' }).click()
    await page.getByRole('button', { name: 'These match' }).click()
    await expect.poll(head).toBe(unverified)
    const mine = commit(repo, 'colour.txt', 'colour: red')
    const theirs = commit(clone, 'reel.txt', 'reel: 200 m')
    await expect.poll(() => git(repo, 'log', '--format=%P', '-1')).toBe(`${mine} ${theirs}`)
    expect(git(repo, 'status', '--porcelain')).toBe('')
    await expect(person(page, 'Bob')).toContainText('You have everything')
    await tab(page, 'Commits').click()
    await page.keyboard.press('Control+2')
    await expect(page.getByRole('feed').getByRole('button', { name: 'Undo' }).first()).toBeVisible()
    const merged = page.getByRole('article', { name: /bob\/main/ }).first()
    await merged.getByRole('button', { name: 'Undo' }).click()
    await expect(merged).toContainText('Undone')
    expect(head()).toBe(mine)
    await openProject(alice)
    await page.getByRole('button', { name: 'Auto-merge: Clean merges' }).click()
    await page.getByRole('menuitemradio', { name: /^Off/ }).click()
  })

  await test.step('a rewritten branch and a deleted one are shown as they are', async () => {
    const { page } = alice
    git(clone, 'branch', 'idea', 'HEAD~1')
    await bob.page.getByRole('button', { name: 'Choose heads…' }).or(tab(bob.page, 'People')).first().click()
    await bob.page.getByRole('button', { name: 'Choose heads…' }).click()
    const dialog = bob.page.getByRole('dialog', { name: 'Your heads of kite' })
    await dialog.getByRole('checkbox', { name: 'Publish idea' }).click()
    await dialog.getByRole('button', { name: /^Save/ }).click()
    await tab(page, 'People').click()
    await expect(person(page, 'Bob').getByText('idea', { exact: true })).toBeVisible()
    const sha = commit(clone, 'reel.txt', 'reel: 300 m', '--amend')
    git(clone, 'branch', '-D', 'idea')
    await expect.poll(() => at(repo, 'bob/main')).toBe(sha)
    await expect(person(page, 'Bob').getByText('idea', { exact: true })).toBeHidden()
    await tab(page, 'Commits').click()
    await expect(option(page, 'reel: 300 m')).toBeVisible()
    await page.keyboard.press('Control+2')
    await openProject(alice)
  })

  await test.step('nothing comes of somebody muted until they are heard again', async () => {
    const { page } = alice
    await tab(page, 'People').click()
    const was = git(repo, 'rev-parse', 'bob/main')
    await page.getByRole('button', { name: 'Mute Bob' }).click()
    await expect(person(page, 'Bob')).toContainText('Muted')
    const sha = commit(clone, 'case.txt', 'case: oilcloth')
    await page.waitForTimeout(2_500)
    expect(at(repo, 'bob/main')).toBe(was)
    await page.getByRole('button', { name: 'Unmute Bob' }).click()
    await expect.poll(() => at(repo, 'bob/main')).toBe(sha)
  })

  await test.step('Bob withdraws his heads', async () => {
    await bob.page.getByRole('switch', { name: 'Publish my heads' }).click()
    await bob.page.getByRole('button', { name: 'Stop publishing' }).click()
    await expect(bob.page.getByRole('switch', { name: 'Publish my heads' })).not.toBeChecked()
    await expect(bob.page.getByText('Only you see your commits', { exact: true })).toBeVisible()
    const sha = commit(clone, 'private.txt', 'private: for Bob alone')
    await alice.page.waitForTimeout(1_500)
    expect(git(repo, 'for-each-ref', '--format=%(objectname)')).not.toContain(sha)
  })
})

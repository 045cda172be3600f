/** Bob joins what Alice publishes, commits with plain git and publishes his heads; Alice sees it come, merges it, takes it back. */
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestInfo } from '@playwright/test'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { expect, test, type Window } from '../fixtures/window.ts'

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()

function commit(clone: string, name: string): string {
  writeFileSync(join(clone, name), `${name}\n`)
  git(clone, 'add', name)
  git(clone, 'commit', '-qm', `Add ${name}`)
  return git(clone, 'rev-parse', 'HEAD')
}

/** Pictures for people, in both themes and sizes. */
async function look({ page }: Window, info: TestInfo, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    for (const [width, height] of [
      [1280, 800],
      [900, 640],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.screenshot({ path: info.outputPath(`${name}-${width}-${theme}.png`) })
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('publish my heads, see them come, merge, undo, merge by itself, stop', async ({ open }, info) => {
  test.setTimeout(60_000)
  const [alice, bob] = [await open({ name: 'Alice' }), await open({ name: 'Bob', theme: 'dark' })]
  const repo = join(alice.node.folder, 'paper-plane')
  await buildSmallRepository(repo)
  await alice.node.json('publish', repo)
  const clone = join(bob.node.clones, 'paper-plane')
  const branch = git(repo, 'symbolic-ref', '--short', 'HEAD')

  await test.step('Bob joins, commits with git, and publishes his heads', async () => {
    const { page } = bob
    await page.getByRole('button', { name: 'Join paper-plane' }).click()
    await page.getByRole('button', { name: 'Open paper-plane' }).click({ timeout: 30_000 })
    commit(clone, 'from-bob.txt')
    await page.getByRole('tab', { name: /^People/ }).click()
    await page.getByRole('switch', { name: 'Publish my heads' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish your heads of paper-plane' })
    await expect(dialog.getByRole('checkbox', { name: `Publish ${branch}` })).toBeChecked()
    await look(bob, info, 'publish-heads')
    await dialog.getByRole('button', { name: /^Publish/ }).click()
    await expect(page.getByRole('switch', { name: 'Publish my heads' })).toBeChecked()
  })

  await test.step('Alice sees it come, in words, in the list and in the diff', async () => {
    const { page } = alice
    await page.getByRole('button', { name: 'Open paper-plane' }).click()
    await expect(page.getByRole('status', { name: 'New commits' })).toContainText('Bob has 1 new commit')
    const list = page.getByRole('listbox', { name: 'Commits' })
    await list.getByRole('option', { name: /^Add from-bob\.txt, / }).click()
    await expect(page.getByRole('region', { name: /^Commit / })).toContainText('from-bob.txt')
    await look(alice, info, 'commits')
    await page.getByRole('tab', { name: /^People/ }).click()
    const people = page.getByRole('list', { name: 'People' })
    await expect(people.getByRole('listitem', { name: 'Bob' }).first()).toContainText(branch)
    await look(alice, info, 'people')
  })

  await test.step('She merges it, takes it back, and merges it again', async () => {
    const { page } = alice
    const toast = page.getByRole('status', { name: 'Notification' })
    await page.getByRole('button', { name: `Merge bob/${branch}` }).click()
    await expect(toast).toContainText(`bob/${branch}`)
    expect(existsSync(join(repo, 'from-bob.txt'))).toBe(true)
    await toast.getByRole('button', { name: 'Undo' }).click()
    await expect(toast).toContainText('Undone')
    expect(existsSync(join(repo, 'from-bob.txt'))).toBe(false)
    await page.getByRole('button', { name: `Merge bob/${branch}` }).click()
    await expect.poll(() => existsSync(join(repo, 'from-bob.txt'))).toBe(true)
    expect(git(repo, 'status', '--porcelain')).toBe('')
  })

  await test.step('What comes later is merged by itself, from somebody whose words she compared', async () => {
    const { page } = alice
    await page.getByRole('button', { name: 'Compare keys with Bob' }).click()
    await page.getByRole('button', { name: 'These match' }).click()
    await page.getByRole('button', { name: /^Auto-merge/ }).click()
    await page.getByRole('menuitemradio', { name: /^Clean merges/ }).click()
    commit(clone, 'later.txt')
    await expect.poll(() => existsSync(join(repo, 'later.txt')), { timeout: 10_000 }).toBe(true)
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect(page.getByRole('feed').getByRole('button', { name: 'Undo' }).first()).toBeVisible()
    await look(alice, info, 'activity')
  })

  await test.step('Bob stops, and what he does then stays with him', async () => {
    const { page } = bob
    await page.getByRole('switch', { name: 'Publish my heads' }).click()
    await page.getByRole('button', { name: 'Stop publishing' }).click()
    await expect(page.getByText('Only you see your commits', { exact: true })).toBeVisible()
    const sha = commit(clone, 'private.txt')
    await page.waitForTimeout(1_500)
    expect(git(repo, 'for-each-ref', '--format=%(objectname)')).not.toContain(sha)
  })
})

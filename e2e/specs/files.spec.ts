/** A project's files, from real nodes and real git: found, read, compared; and what strangers write in them stays words. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/window.ts'
import { goToFiles, joinedKite } from './files-project.ts'

const tree = (page: Page, at = 'main') => page.getByRole('tree', { name: `Files at ${at}` })
const item = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name })
const current = (page: Page) => page.getByRole('treeitem', { selected: true })
const contents = (page: Page, path: string) => page.getByRole('group', { name: `Contents of ${path}` })
const readme = (page: Page) => contents(page, 'README.md').getByRole('heading', { name: 'Kite' })

test('shows the README first, and every kind of file', async ({ open }) => {
  const { page } = await joinedKite(open)
  await goToFiles(page)
  await expect(readme(page)).toBeVisible()
  await expect(current(page)).toHaveAccessibleName('README.md')
  await expect(item(page, 'src').locator('.last')).toHaveText(/^Begin/)
  await item(page, 'src').click()
  await expect(item(page, 'wing.ts').locator('.last')).toHaveText(/^Begin/)
  await item(page, 'wing.ts').click()
  const source = contents(page, 'src/wing.ts')
  await expect(source.locator('.hljs-keyword').first()).toHaveText('export')
  await expect(source.locator('.gutter')).toHaveText('1\n2\n3\n4', { useInnerText: true })
  await item(page, 'pictures').click()
  await item(page, 'dot.png').click()
  await expect(page.getByRole('img', { name: 'pictures/dot.png' })).toBeVisible()
  await item(page, 'big.txt').click()
  await expect(page.getByText('Too large to show here: 1.1\u202fMB. Git shows it.')).toBeVisible()
  await item(page, 'odd "name" ünï.txt').click()
  await expect(contents(page, 'odd "name" ünï.txt')).toContainText('odd')
  await page.getByRole('button', { name: 'History' }).click()
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^Begin, /)
  await page.getByRole('tab', { name: 'Files' }).click()
  await expect(current(page)).toHaveAccessibleName('odd "name" ünï.txt')
})

test('by keyboard alone: another branch, what differs there, into the file and out', async ({ open }) => {
  const { page } = await joinedKite(open)
  await goToFiles(page)
  await expect(current(page)).toHaveAccessibleName('README.md')
  await page.keyboard.press('b')
  await expect(page.getByRole('combobox', { name: 'Find a branch' })).toBeFocused()
  await page.keyboard.type('ali')
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName('alice/main')
  await page.keyboard.press('Enter')
  await expect(tree(page, 'alice/main')).toBeVisible()
  await expect(page.getByText(/^Preview only\. Your folder stays on main\.$/)).toBeVisible()
  await expect(item(page, 'src, something in it differs from yours')).toBeVisible()
  await expect(item(page, 'string.ts, only in alice/main')).toBeVisible()

  await tree(page, 'alice/main').focus()
  await page.keyboard.press('Home')
  await expect(current(page)).toHaveAccessibleName('pictures')
  await page.keyboard.press('j')
  await page.keyboard.press('ArrowRight')
  await expect(item(page, 'wing.ts, differs from yours')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(current(page)).toHaveAccessibleName('deep')
  await page.keyboard.press('ArrowDown')
  await expect(contents(page, 'src/wing.ts')).toContainText('// Both.')
  await page.keyboard.press('ArrowLeft')
  await expect(current(page)).toHaveAccessibleName(/^src/)
  await page.keyboard.press('Enter')
  await expect(current(page)).toHaveAttribute('aria-expanded', 'false')
  // A name that goes on with letters that are shortcuts otherwise.
  await page.keyboard.type('read')
  await expect(current(page)).toHaveAccessibleName('README.md')
  await expect(readme(page)).toBeVisible()
  await page.keyboard.press('End')
  await expect(current(page)).toHaveAccessibleName('string.ts, only in alice/main')
  await page.keyboard.press('Enter')
  await expect(contents(page, 'string.ts')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(tree(page, 'alice/main')).toBeFocused()

  await page.keyboard.press('b')
  await page.keyboard.type('you')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('"string.ts" is not in HEAD')
  await page.getByRole('button', { name: 'Show README.md' }).press('Enter')
  await expect(readme(page)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('commits')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listbox', { name: 'Commits' })).toBeVisible()
})

test('a hostile README runs nothing, asks nobody, and leads only where it says', async ({ open, shell }) => {
  const { page } = await joinedKite(open)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await goToFiles(page)
  const text = contents(page, 'README.md')
  await expect(readme(page)).toBeVisible()
  await expect(text.getByRole('img', { name: 'A dot' })).toHaveAttribute('src', /^data:image\/png;base64,/)
  await expect(text.getByText('A badge')).toHaveAttribute('title', 'A picture of example.org, not loaded')
  const bad =
    'script, style, iframe, object, form, input, video, svg, link, meta, base, [style], [id], [onerror], [srcset]'
  await expect(text.locator(bad)).toHaveCount(0)
  await expect(text.locator('[class]:not(.md, .no-picture, [class^=hljs])')).toHaveCount(0)
  await expect(text.getByText('Overlay')).toHaveCSS('position', 'static')
  for (const words of ['a script', 'plain', 'odd']) {
    await expect(text.locator('a', { hasText: words })).not.toHaveAttribute('href')
  }
  const web = text.getByRole('link', { name: 'The web' })
  await expect(web).toHaveAttribute('href', 'https://example.org/kite')
  await expect(web).toHaveAttribute('rel', /noopener noreferrer/)
  expect(await web.getAttribute('target')).toBe('_blank')
  await text.getByText('odd', { exact: true }).click()
  await text.getByRole('link', { name: 'further down' }).click()
  await expect(text.getByRole('heading', { name: 'How it flies' })).toBeInViewport()
  await text.getByRole('link', { name: 'a file' }).click()
  await expect(contents(page, 'src/wing.ts')).toBeVisible()
  await expect(current(page)).toHaveAccessibleName('wing.ts')
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  const own = shell === 'electron' ? /^app:\/\/gittorrent\// : /^(http:\/\/127\.0\.0\.1:|data:image\/png)/
  expect(asked.filter((url) => !own.test(url))).toEqual([])
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${theme}`, async ({ open }) => {
    const { page } = await joinedKite(open, theme)
    const check = async (name: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      const told = violations.map(
        ({ id, nodes }) => `${name}: ${id} at ${nodes.map((at) => at.target).join(' ')}`,
      )
      expect.soft(told).toEqual([])
    }
    await goToFiles(page)
    await expect(readme(page)).toBeVisible()
    await check('README')
    await page.keyboard.press('b')
    await expect(page.getByRole('combobox', { name: 'Find a branch' })).toBeFocused()
    await check('branches')
    await page.keyboard.type('alice')
    await page.keyboard.press('Enter')
    await item(page, /^src/).click()
    await item(page, /^wing\.ts/).click()
    await expect(page.locator('.hljs-keyword').first()).toBeVisible()
    await check('source')
    await page.setViewportSize({ width: 900, height: 640 })
    await check('source, narrow')
  })
}

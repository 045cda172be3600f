/** A window of 1280 x 800 at twice its size (WCAG 1.4.4): nothing is cut off that somebody could press or has to read. */
import { expect, test, type Page } from '@playwright/test'
import { repoHash } from './data-node.ts'
import { openUi } from './open-ui.ts'
import { createScene, NOW } from './scene.ts'

test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 })

/** Names of controls, headings and numbers that reach beyond the window's sides, or lie on one another. */
const misplaced = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector('main')!
    const seen = [
      ...main.querySelectorAll<HTMLElement>('button, a, input, select, [role=tab], h1, h2, dd'),
    ].filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0)
    const nameOf = (element: Element) => element.getAttribute('aria-label') ?? element.textContent ?? ''
    const outside = seen.filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < 0 || right > innerWidth + 1
    })
    const numbers = seen.filter(({ tagName }) => tagName === 'DD')
    const range = document.createRange()
    const boxes = numbers.map((element) => (range.selectNodeContents(element), range.getBoundingClientRect()))
    const overlapping = numbers.filter((_, at) =>
      boxes.some(
        (other, index) =>
          index > at &&
          other.left < boxes[at]!.right - 1 &&
          other.right > boxes[at]!.left + 1 &&
          other.top < boxes[at]!.bottom - 1 &&
          other.bottom > boxes[at]!.top + 1,
      ),
    )
    return [...outside, ...overlapping].map(nameOf)
  })

const SCREENS = [
  '#/nearby',
  ...['commits', 'people', 'swarm', 'files'].map((tab) => `#/project/${repoHash}/${tab}`),
  '#/activity',
  '#/doctor',
  '#/settings',
]

test('every screen fits at 200 %', async ({ page }) => {
  await page.clock.setFixedTime(NOW)
  await openUi(page, createScene(), '#/nearby')
  for (const fragment of SCREENS) {
    await page.evaluate((hash) => (location.hash = hash), fragment)
    await expect(page.locator('main h1')).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expect.soft(misplaced(page), fragment).resolves.toEqual([])
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), fragment).toBe(640)
  }
  await page.evaluate((hash) => (location.hash = hash), SCREENS[1]!)
  await expect(page.getByRole('heading', { name: 'pocket-sql' })).toBeInViewport({ ratio: 0.9 })
  const diff = page.getByText('return node("in", { items, end });')
  await diff.scrollIntoViewIfNeeded()
  await expect(diff).toBeInViewport()
})

test('every dialog fits at 200 %', async ({ page }) => {
  await openUi(page, createScene(), '#/nearby')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  for (const keys of ['Control+k', 'Control+l', 'Control+Shift+p', '?']) {
    await page.keyboard.press(keys)
    const box = await page.getByRole('dialog').boundingBox()
    expect.soft(box!.x, keys).toBeGreaterThanOrEqual(0)
    expect.soft(box!.y, keys).toBeGreaterThanOrEqual(0)
    expect.soft(box!.x + box!.width, keys).toBeLessThanOrEqual(640)
    expect.soft(box!.y + box!.height, keys).toBeLessThanOrEqual(400)
    await page.keyboard.press('Escape')
  }
})

/** WCAG 2.2 AA by axe: screens, and every dialog, which Escape closes so that focus is where it was. Commits and People: project.spec. */
import { expect, test, type Page } from '@playwright/test'
import { checkAxe } from '../fixtures/check-axe.ts'
import { repoHash } from './data-node.ts'
import { openUi } from './open-ui.ts'
import { createScene } from './scene.ts'

const more = (page: Page) => page.getByRole('button', { name: 'More about pocket-sql' })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()

/** By title: where one is, what has focus before, and how it opens. */
const DIALOGS: readonly (readonly [
  title: string,
  fragment: string,
  opener: (page: Page) => ReturnType<typeof press>,
  then?: string,
])[] = [
  ['Publish a project', '#/nearby', (page) => press(page, 'Publish a project…')],
  ['Join by link', '#/nearby', (page) => press(page, 'Join by link…')],
  ['Command palette', '#/nearby', (page) => press(page, 'Command palette')],
  ['room-lights', '#/nearby', (page) => press(page, /^Look into room-lights/)],
  ['Link of pocket-sql', `#/project/${repoHash}`, more, 'Show link and QR code…'],
  ['Leave pocket-sql', `#/project/${repoHash}`, more, 'Leave…'],
  ['Your heads of pocket-sql', `#/project/${repoHash}/people`, (page) => press(page, 'Choose heads…')],
  ['Compare keys with Alice', `#/project/${repoHash}/people`, (page) => press(page, /^Compare/)],
  ['Export your key', '#/settings', (page) => press(page, 'Export…')],
  ['Free 612', '#/settings', (page) => press(page, /^Free what is kept of plasma-sim/)],
  ['Import a key', '#/settings', (page) => press(page, 'Import…')],
]

const SCREENS: readonly (readonly [fragment: string, shows: string])[] = [
  ['#/nearby', 'Modular synth in the browser'],
  ['#/settings', 'Guest access'],
  ['#/doctor', 'Multicast is blocked on this network'],
  [`#/project/${repoHash}/files`, 'one evening'],
]

for (const theme of ['light', 'dark'] as const) {
  test(`screens, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await openUi(page, createScene(), '#/nearby')
    for (const [fragment, shows] of SCREENS) {
      await page.evaluate((hash) => (location.hash = hash), fragment)
      await expect(page.getByText(shows).first()).toBeVisible()
      await checkAxe(page, fragment)
    }
  })

  test(`dialogs, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await openUi(page, createScene(), '#/nearby')
    for (const [title, fragment, opener, then] of DIALOGS) {
      await test.step(title, async () => {
        await page.evaluate((hash) => (location.hash = hash), fragment)
        await opener(page).focus()
        await page.keyboard.press('Enter')
        if (then) {
          await page.getByRole('menuitem', { name: then }).focus()
          await page.keyboard.press('Enter')
        }
        const dialog = page
          .getByRole('dialog', { name: title })
          .or(page.getByRole('alertdialog', { name: title }))
        await expect(dialog).toBeVisible()
        expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)
        await checkAxe(page, title)
        await page.keyboard.press('Escape')
        await expect(dialog).toBeHidden()
        await expect(opener(page)).toBeFocused()
      })
    }
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await checkAxe(page, 'shortcuts')
  })
}

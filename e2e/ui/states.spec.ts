/** What is shown before there is anything, and when the node has gone. */
import { expect, test, type Page } from '@playwright/test'
import type { Port } from '../../src/shared/rpc/port.ts'
import { checkAxe } from '../fixtures/check-axe.ts'
import { createFakeNode, repoHash } from './data-node.ts'
import { openUi } from './open-ui.ts'

/** A node that says nothing until it is let, and can be cut off. */
function createSlowNode() {
  const node = createFakeNode()
  const held: (() => void)[] = []
  let silent = true
  const ports: Port[] = []
  return {
    serve(port: Port) {
      ports.push(port)
      const send = (text: string) => (silent ? held.push(() => port.send(text)) : port.send(text))
      node.serve({ ...port, send: (text) => void send(text) })
    },
    speak() {
      silent = false
      held.splice(0).forEach((send) => send())
    },
    cut: () => ports.splice(0).forEach((port) => port.close()),
  }
}

const loading = (page: Page, what: string) => page.getByRole('status').filter({ hasText: what })

for (const [fragment, what, heading] of [
  ['#/nearby', 'Looking for projects', 'Nobody nearby yet'],
  ['#/activity', 'Loading activity', 'Activity'],
  ['#/settings', 'Loading settings', 'Settings'],
  [`#/project/${repoHash}/people`, 'Loading the project', 'pocket-sql'],
] as const) {
  test(`before the node answers there are rows to come, and then what is there: ${fragment.slice(0, 12)}`, async ({
    page,
  }) => {
    const node = createSlowNode()
    await openUi(page, node, fragment)
    await expect(page.getByText(what)).toBeAttached()
    await expect(page.getByRole('main')).toBeVisible()
    node.speak()
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible()
    await expect(page.getByText(what)).toHaveCount(0)
  })
}

test('rows to come are not seen in the first moment', async ({ page }) => {
  const node = createSlowNode()
  await openUi(page, node, '#/activity')
  await expect(loading(page, 'Loading activity')).toBeAttached()
  const delay = await page
    .locator('.rows-to-come')
    .evaluate((element) => element.getAnimations()[0]?.effect?.getTiming().delay)
  expect(delay).toBe(150)
})

test('a node that has gone is told, comes back by itself, and nothing typed is lost', async ({ page }) => {
  const node = createSlowNode()
  node.speak()
  await openUi(page, node, '#/settings')
  // Keys pressed before the window is there go nowhere.
  await expect(page.getByRole('main')).toBeVisible()
  await page.keyboard.press('Control+l')
  await page.getByRole('textbox', { name: 'Link or repo hash' }).fill('gittorrent://192.0.2.1/half')
  node.cut()
  await expect(page.getByText('The node stopped answering.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Join/ })).toBeDisabled()
  await expect(page.getByText('The node stopped answering.')).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Link or repo hash' })).toHaveValue(
    'gittorrent://192.0.2.1/half',
  )
  await expect(page.getByRole('button', { name: /^Join/ })).toBeEnabled()
})

test('where nobody is heard, one can ask again, and show one’s own link', async ({ page }) => {
  const node = createFakeNode({ discovery: 'listening', more: { nearby: async () => ({ projects: [] }) } })
  node.alter(() => ({ role: 'publisher' }))
  await openUi(page, node, '#/nearby')
  await expect(page.getByRole('heading', { name: 'Nobody nearby yet' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'The link of pocket-sql as a QR code' })).toBeVisible()
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByRole('button', { name: 'Check again' })).toBeEnabled()
  expect(node.calls).toContainEqual(['nearby', { wait: 2 }])
  await checkAxe(page, 'nobody nearby')
  await page.screenshot({ path: test.info().outputPath('nobody.png') })
})

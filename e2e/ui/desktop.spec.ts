/** What comes from outside of the window: links, notifications, folders that are dropped; and where one was last. */
import { expect, test, type Page } from '@playwright/test'
import { createFakeNode, repoHash } from './data-node.ts'
import { openUi } from './open-ui.ts'

/** As the desktop shell's bridge, over the socket that a browser has. */
function addBridge() {
  const listeners: ((what: unknown) => void)[] = []
  const connect = () =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://${location.host}/rpc`)
      socket.addEventListener('open', () =>
        resolve({
          send: (text: string) => socket.send(text),
          onMessage: (listener: (text: string) => void) =>
            socket.addEventListener('message', ({ data }) => listener(String(data))),
          onClose: (listener: () => void) => socket.addEventListener('close', listener),
          close: () => socket.close(),
        }),
      )
    })
  Reflect.set(window, 'gittorrent', {
    ...{ connect, onOpen: (listener: (what: unknown) => void) => listeners.push(listener) },
    pathOf: ({ name }: File) => `/home/carol/${name}`,
  })
  Reflect.set(window, 'ask', (what: unknown) => listeners.forEach((listener) => listener(what)))
}
const ask = (page: Page, what: object) =>
  page.evaluate((wish) => (Reflect.get(window, 'ask') as (what: unknown) => void)(wish), what)

/** Drags a file over the window, and drops it where `drop`. */
const drag = (page: Page, name: string, ...kinds: readonly string[]) =>
  page.evaluate(
    ([name, kinds]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([''], name))
      for (const kind of kinds)
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
    },
    [name, kinds] as const,
  )

test('the desktop opens what it is asked for, and presses nothing', async ({ page }) => {
  const node = createFakeNode()
  await page.addInitScript(addBridge)
  await openUi(page, node, '#/nearby')
  await expect(page.getByRole('status', { name: 'Node status' })).toContainText('On the network')

  const link = `gittorrent://192.0.2.9:7411/${'99'.repeat(20)}`
  await ask(page, { join: link })
  const join = page.getByRole('dialog', { name: 'Join by link' })
  await expect(join.getByRole('textbox', { name: 'Link or repo hash' })).toHaveValue(link)

  await ask(page, { screen: `#/project/${repoHash}/people` })
  await expect(join).toBeHidden()
  await expect(page.getByRole('tab', { name: /^People/ })).toHaveAttribute('aria-selected', 'true')

  await ask(page, { publish: '/src/notes' })
  await expect(page.getByRole('textbox', { name: 'Folder' })).toHaveValue('/src/notes')
  expect(node.calls.map(([name]) => name).filter((name) => name === 'join' || name === 'publish')).toEqual([])
})

test('a folder that is dropped is about to be published, a .gittorrent file to be joined', async ({
  page,
}) => {
  await page.addInitScript(addBridge)
  await openUi(page, createFakeNode(), '#/nearby')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await drag(page, 'notes', 'dragenter', 'dragover')
  await expect(page.getByText('Drop a folder to publish it')).toBeVisible()
  await drag(page, 'notes', 'drop')
  await expect(page.getByText('Drop a folder to publish it')).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Folder' })).toHaveValue('/home/carol/notes')
  await page.keyboard.press('Escape')
  await drag(page, 'maps.gittorrent', 'drop')
  await expect(page.getByRole('textbox', { name: 'Link or repo hash' })).toHaveValue(
    '/home/carol/maps.gittorrent',
  )
})

test('a browser says that it can’t tell where what was dropped lies', async ({ page }) => {
  await openUi(page, createFakeNode(), '#/nearby')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await drag(page, 'notes', 'drop')
  await expect(page.getByRole('textbox', { name: 'Folder' })).toBeFocused()
  await expect(page.getByText('A browser doesn’t tell where notes lies')).toBeVisible()
})

test('the next start shows where one was, and the title what waits', async ({ page }) => {
  await openUi(page, createFakeNode(), `#/project/${repoHash}/people`)
  await expect(page.getByRole('tab', { name: /^People/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveTitle('(3) pocket-sql, People · GitTorrent')
  await page.goto('http://localhost:7411/')
  await expect(page.getByRole('tab', { name: /^People/ })).toHaveAttribute('aria-selected', 'true')
})

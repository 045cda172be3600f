import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { FakeNode } from './data-node.ts'

const ui = join(import.meta.dirname, '..', '..', 'out', 'renderer')
const ORIGIN = 'http://localhost:7411'
/** As the real servers send it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'"

/** Opens the built UI on a node made of data: files and the socket are answered here, nothing goes over a network. */
export async function openUi(page: Page, node: Pick<FakeNode, 'serve'>, fragment: string): Promise<void> {
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    return route.fulfill({
      path: join(ui, pathname === '/' ? 'index.html' : pathname),
      headers: { 'content-security-policy': POLICY, 'content-type': typeOf(pathname) },
    })
  })
  await page.routeWebSocket(/\/rpc$/, (socket) =>
    node.serve({
      send: (text) => socket.send(text),
      onMessage: (listener) => socket.onMessage((message) => listener(String(message))),
      onClose: (listener) => socket.onClose(() => listener()),
      close: () => void socket.close(),
    }),
  )
  await page.addInitScript(() => sessionStorage.setItem('gittorrent.token', 'data'))
  await page.goto(`${ORIGIN}/${fragment}`)
  // Keys that are pressed before the page listens are lost.
  await page.getByRole('status', { name: 'Node status' }).or(page.getByRole('dialog')).first().waitFor()
}

function typeOf(path: string): string {
  const types: Readonly<Record<string, string>> = {
    ...{ js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', woff2: 'font/woff2' },
  }
  return types[path.split('.').at(-1)!] ?? 'text/html; charset=utf-8'
}

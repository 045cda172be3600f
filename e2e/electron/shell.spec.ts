/** What only the desktop app has: its window, its bridge, its guards, and a node in a process of its own. */
import { expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { join } from 'node:path'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { startNode, type TestNode } from '../../test/nodes/start-node.ts'
import { electronReason, launchElectron } from './electron.ts'

interface Fixtures {
  readonly alice: TestNode
  readonly bob: { readonly app: ElectronApplication; readonly page: Page }
}

const test = base.extend<Fixtures>({
  alice: async ({ browserName: _ }, use) => {
    const alice = await startNode({ name: 'Alice' })
    await use(alice)
    await alice.stop()
  },
  bob: async ({ browserName: _ }, use, { outputPath }) => {
    const bob = await launchElectron({
      dataDir: outputPath('bob'),
      args: ['--name', 'Bob', '--port', '0', '--interface', '127.0.0.1', '--clones', outputPath('clones')],
    })
    await use(bob)
    await bob.app.close()
  },
})

const reason = electronReason()
if (reason) console.warn(reason)
test.skip(reason !== null, reason ?? '')

test('the window is our own page, without Node', async ({ bob: { page } }) => {
  expect(page.url()).toBe('app://gittorrent/index.html')
  const globals = await page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    bridge: Object.keys(Reflect.get(window, 'gittorrent') as object).sort(),
  }))
  expect(globals).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: ['chooseFolder', 'connect', 'onOpen', 'pathOf', 'platform'],
  })
})

test('the window goes nowhere else', async ({ bob: { app, page } }) => {
  expect(await page.evaluate(() => window.open('file:///etc/passwd'))).toBeNull()
  await page.evaluate(() => location.assign('https://192.0.2.1/'))
  await page.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<iframe src="https://192.0.2.1/">'),
  )
  await expect(page.getByRole('heading', { name: 'Nobody nearby yet' })).toBeVisible()
  expect(page.url()).toBe('app://gittorrent/index.html')
  expect(app.windows()).toHaveLength(1)
})

test('joins what somebody nearby publishes', async ({ alice, bob: { page } }) => {
  const repo = join(alice.folder, 'tiny-raft')
  await buildSmallRepository(repo)
  await alice.json('publish', repo)
  await page.getByRole('button', { name: 'Join tiny-raft' }).click()
  await expect(page.getByRole('button', { name: 'Open tiny-raft' })).toBeVisible()
})

test('a second start brings the first to the front', async ({ bob: { app } }) => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  await app.evaluate(({ app: self }) => self.emit('second-instance'))
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false)
})

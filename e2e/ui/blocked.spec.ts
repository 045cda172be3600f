/** Where the network carries no multicast: the app says so instead of showing an empty list, and offers what works. */
import { expect, test } from '@playwright/test'
import type { NearbyProject } from '../../src/shared/model.ts'
import { checkAxe } from '../fixtures/check-axe.ts'
import { alice, carol, createFakeNode, repoHash } from './data-node.ts'
import { openUi } from './open-ui.ts'

const BLOCKED =
  'multicast does not get through on this network: 1 person connected, nobody heard; others find you by your link'
/** As the node tells it of what Carol joined by link: nobody but herself is heard to have it. */
const joinedByLink: NearbyProject = {
  ...{ repoHash, name: 'pocket-sql', description: '', publisher: { name: 'Alice', peerId: alice } },
  ...{ alternatives: [], seq: 3, joined: true, yours: false, verified: true, size: 9e6, heads: [] },
  holders: [{ name: 'Carol', peerId: carol, address: '192.0.2.2', port: 7411, complete: true }],
  ...{ latest: null, firstSeen: 0, goneSince: null },
}
const blockedNode = (nearby: Record<string, NearbyProject>) =>
  createFakeNode({
    ...{ discovery: 'listening', trouble: BLOCKED, nearby },
    more: {
      join: async () => ({ repoHash, name: 'pocket-sql', path: '/home/carol/hack/x', state: 'joining' }),
    },
  })

for (const [what, nearby] of [
  ['nothing was joined yet', {}],
  ['something was joined by link', { [repoHash]: joinedByLink }],
] as const) {
  test(`says that multicast is blocked where ${what}`, async ({ page }) => {
    await openUi(page, blockedNode(nearby), '#/nearby')
    await expect(page.getByRole('heading', { name: 'Nobody can be heard here' })).toBeVisible()
    const check = page.getByRole('list', { name: 'Network check' })
    await expect(check.getByText('Multicast is blocked')).toBeVisible()
    await expect(check.getByText(/^Multicast does not get through on this network/)).toBeVisible()
    await expect(page.getByRole('status', { name: 'Node status' })).toContainText('Multicast is blocked')
    await checkAxe(page, 'multicast blocked')
    await page.screenshot({ path: test.info().outputPath('blocked.png'), fullPage: true })
  })
}

test('offers to join by link, to hand out one’s own, and the doctor', async ({ page }) => {
  const node = blockedNode({})
  node.alter(() => ({ role: 'publisher' }))
  await openUi(page, node, '#/nearby')
  await expect(page.getByRole('img', { name: 'The link of pocket-sql as a QR code' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Copy the link of pocket-sql' })).toBeVisible()
  const link = `gittorrent://192.0.2.1:7411/${'41'.repeat(20)}`
  await page.getByRole('textbox', { name: 'Link or repo hash' }).fill(link)
  await page
    .getByRole('region', { name: 'Nobody can be heard here' })
    .getByRole('button', { name: /^Join/ })
    .click()
  await expect.poll(() => node.calls).toContainEqual(['join', expect.objectContaining({ target: link })])
  await page.goto('http://localhost:7411/#/nearby')
  await page.getByRole('link', { name: 'What works on this network?' }).click()
  await expect(page.getByText('Multicast is blocked on this network')).toBeVisible()
})

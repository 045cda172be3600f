import { describe, expect, it } from 'vitest'
import { decodeAnswer } from './decode-answer.ts'
import type { SelfPeer } from './list-self.ts'
import { createTracker } from './serve.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'
const ALICE: SelfPeer = { peerId: 'aa'.repeat(20), port: 7411, complete: true }
const BOB = 'bb'.repeat(20)

function makeNode(self: SelfPeer | null = ALICE) {
  const tracker = createTracker({
    references: () => null,
    nameOf: () => null,
    self: () => self,
    now: () => 0,
  })
  return async (peerId: string, source: string, local: string, more = '') => {
    const query = `repo_hash=${REPO}&peer_id=${peerId}&port=7412&uploaded=0&downloaded=0&completed=0${more}`
    const { body } = await tracker.serve({ method: 'GET', path: '/announce', query, source, local })
    const answer = decodeAnswer(body)
    if (answer.kind === 'failure') throw new Error(answer.reason)
    return answer
  }
}

describe("a node's tracker", () => {
  it('lists its own node where the asker reached it, with the port of the node', async () => {
    const ask = makeNode()
    for (const [local, address] of [
      ['10.0.4.27', '10.0.4.27'],
      ['::ffff:10.0.4.28', '10.0.4.28'],
      ['fd00::1', 'fd00::1'],
    ] as const) {
      const { peers, complete, incomplete } = await ask(BOB, local, local)
      expect(peers).toEqual([{ peerId: ALICE.peerId, address, port: 7411 }])
      expect(complete).toBe(1)
      expect(incomplete).toBeGreaterThan(0)
    }
  })

  it('counts itself by what it holds', async () => {
    expect(await makeNode({ ...ALICE, complete: false })(BOB, '10.0.0.1', '10.0.0.2')).toMatchObject({
      complete: 0,
      incomplete: 2,
    })
  })

  it('tells nobody of an address that means nothing to him, of itself, or when he goes', async () => {
    expect((await makeNode()(BOB, '203.0.113.7', '10.0.4.27')).peers).toEqual([])
    expect((await makeNode()(BOB, '10.0.0.1', '10.0.0.2', '&event=stopped')).peers).toEqual([])
    expect((await makeNode()(BOB, '10.0.0.1', '10.0.0.2', '&peers=0')).peers).toEqual([])
    expect((await makeNode()(ALICE.peerId, '10.0.0.1', '10.0.0.2')).peers).toEqual([])
    expect((await makeNode()(BOB, '10.0.0.1', '')).peers).toEqual([])
  })

  it('lists nobody else under its own peer ID, and itself among as many as are asked for', async () => {
    const ask = makeNode()
    await ask(ALICE.peerId, '10.0.0.66', '10.0.0.2')
    for (let other = 1; other <= 5; other++) await ask(`0${other}`.repeat(20), `10.0.1.${other}`, '10.0.0.2')
    const { peers } = await ask(BOB, '10.0.0.1', '10.0.0.2', '&peers=3')
    expect(peers).toHaveLength(3)
    expect(peers.filter(({ peerId }) => peerId === ALICE.peerId)).toEqual([
      { peerId: ALICE.peerId, address: '10.0.0.2', port: 7411 },
    ])
  })

  it('says nothing of itself where it has nothing', async () => {
    expect(await makeNode(null)(BOB, '10.0.0.1', '10.0.0.2')).toMatchObject({ complete: 0, peers: [] })
  })
})

import { describe, expect, it } from 'vitest'
import { decodeAnswer } from './decode-answer.ts'
import { createTracker, type TrackerCall, type TrackerOptions } from './serve.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'
const query = (peer: string, more = '') =>
  `repo_hash=${REPO}&peer_id=${peer.repeat(40)}&port=7411&uploaded=0&downloaded=0&completed=100${more}`

function makeTracker(options: Partial<TrackerOptions> = {}) {
  const tracker = createTracker({
    references: () => Uint8Array.of(1, 2),
    nameOf: () => 'pocket-sql',
    now: () => 0,
    ...options,
  })
  const call = (fields: Partial<TrackerCall> = {}) =>
    tracker.serve({
      method: 'GET',
      path: '/announce',
      query: query('a'),
      source: '::ffff:10.0.0.1',
      ...fields,
    })
  return { tracker, call }
}

describe('a tracker', () => {
  it('answers announces, with the newest references for who asks', async () => {
    const { call } = makeTracker()
    const first = await call()
    expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect(decodeAnswer(first.body)).not.toHaveProperty('references')
    const second = await call({ query: query('b', '&references=1'), source: '10.0.0.2' })
    expect(decodeAnswer(second.body)).toEqual({
      kind: 'peers',
      expires: 60,
      complete: 2,
      incomplete: 0,
      peers: [{ peerId: 'a'.repeat(40), address: '10.0.0.1', port: 7411 }],
      references: [Uint8Array.of(1, 2)],
    })
  })

  it('has no references where the node holds none', async () => {
    const { call } = makeTracker({ references: () => Promise.resolve(null) })
    expect(decodeAnswer((await call({ query: query('b', '&references=1') })).body)).toMatchObject({
      references: [],
    })
  })

  it('says with failure reason alone what is wrong', async () => {
    const { call } = makeTracker({ isTracked: () => false })
    const unread = await call({ query: 'port=x' })
    expect(unread.status).toBe(400)
    expect(decodeAnswer(unread.body)).toMatchObject({
      reason: expect.stringContaining('port is not a whole number'),
    })
    const unknown = await call()
    expect(unknown.status).toBe(404)
    expect(decodeAnswer(unknown.body)).toMatchObject({
      kind: 'failure',
      reason: `repository ${REPO} is not tracked here`,
    })
  })

  it('sends away who is early with status 503 and Retry-After', async () => {
    const { call } = makeTracker()
    await call()
    const early = await call()
    expect(early).toMatchObject({ status: 503, headers: { 'retry-after': '30' } })
    expect(decodeAnswer(early.body).kind).toBe('failure')
  })

  it('shows a page at its root, and nothing else', async () => {
    const { call, tracker } = makeTracker()
    await call()
    const page = await call({ path: '/', method: 'HEAD', query: '' })
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(String(Buffer.from(page.body))).toContain('pocket-sql')
    expect(tracker.view()).toEqual({
      shown: [{ repo: REPO, name: 'pocket-sql', complete: 1, incomplete: 0 }],
      repos: 1,
      peers: 1,
    })
    expect((await call({ path: '/scrape' })).status).toBe(404)
    for (const path of ['/', '/announce']) expect((await call({ path, method: 'POST' })).status).toBe(405)
    expect((await call({ method: 'HEAD' })).status).toBe(405)
    expect(tracker.view().peers).toBe(1)
  })
})

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, request, type IncomingHttpHeaders, type RequestOptions, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  GUEST_RETRY_AFTER,
  HTTP_REQUESTS_BURST,
  MAX_ANNOUNCE_QUERY,
  MAX_DIGESTS,
  MAX_GUEST_REQUESTS_PER_ADDRESS,
} from '../limits.ts'
import { AppError } from '../../../shared/errors.ts'
import { createPublicHttp } from './public-http.ts'
import type { AnnounceCall } from './source.ts'

const HASH = '0123456789abcdef0123456789abcdef01234567'
const BROKEN = 'ff'.repeat(20)
const GUEST = {
  texts: new Map([['info/refs', `${HASH}\trefs/heads/main\n`]]),
  files: new Map([['objects/pack/pack-1.pack', import.meta.filename]]),
}
const METAINFO = Uint8Array.of(100, 0, 255, 101)

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

describe('the public side over HTTP', () => {
  let server: Server
  const calls: AnnounceCall[] = []
  /** Lets guests go who wait for packs. */
  const releases: (() => void)[] = []
  beforeEach(async () => {
    server = createServer(
      createPublicHttp({
        node: () => ({ name: 'Alice', peerId: 'ab'.repeat(20), words: 'tidal-mango-orbit-fern' }),
        projects: () => [
          {
            repoHash: HASH,
            name: 'pocket-sql',
            description: '',
            publisherName: 'Alice',
            link: `gittorrent://127.0.0.1/${HASH}`,
            size: 1,
            guestName: 'pocket-sql',
            heads: ['main'],
          },
        ],
        nameOf: (repoHash) => (repoHash === HASH ? 'pocket-sql' : null),
        directory: () => null,
        directories: (digests) => Buffer.from(digests.join()),
        metainfo: (repoHash) =>
          repoHash === BROKEN
            ? Promise.reject(new Error('secret path'))
            : Promise.resolve(repoHash === HASH ? METAINFO : null),
        preview: (repoHash) => Promise.resolve(repoHash === HASH ? METAINFO : null),
        guest: (name) =>
          name === 'waiting'
            ? new Promise((resolve) => releases.push(() => resolve(null)))
            : name === 'shut'
              ? Promise.reject(new AppError('PERMISSION', 'guests are not let in', 'join with GitTorrent'))
              : name === 'broken'
                ? Promise.reject(new Error('secret path'))
                : Promise.resolve(name === 'pocket-sql' ? GUEST : null),
        announce: (call) => {
          calls.push(call)
          return Promise.resolve({
            status: 503,
            headers: { 'content-type': 'application/octet-stream', 'retry-after': '30' },
            body: METAINFO,
          })
        },
      }),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => {
    server.close()
    server.closeAllConnections()
  })

  it('lets guests take some of the places, and nobody all of those', async () => {
    const waiting = Array.from({ length: MAX_GUEST_REQUESTS_PER_ADDRESS }, () =>
      ask('/waiting.git/info/refs'),
    )
    await expect.poll(() => releases.length).toBe(MAX_GUEST_REQUESTS_PER_ADDRESS)
    const refused = await ask('/waiting.git/info/refs')
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, String(GUEST_RETRY_AFTER)])
    expect((await ask('/')).status).toBe(200)
    releases.splice(0).forEach((release) => release())
    for (const answer of waiting) expect((await answer).status).toBe(404)
    expect((await ask('/pocket-sql.git/info/refs')).status).toBe(200)
  })

  const ask = (path: string, options: RequestOptions = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const call = request({ host: '127.0.0.1', port, path, ...options }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (bytes: Buffer) => chunks.push(bytes))
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
        )
      })
      call.on('error', reject)
      call.end()
    })

  it('shows the page, whose only style is the one that its policy names', async () => {
    const { status, headers, body } = await ask('/')
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/)
    const style = /<style>(.*?)<\/style>/s.exec(body.toString())![1]!
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'))
    expect(body.toString()).not.toMatch(/<script|\son\w+=|\sstyle=|\ssrc=/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('gives directories by their digests, so many at once', async () => {
    const digests = ['ab'.repeat(8), 'cd'.repeat(8)]
    const { status, body } = await ask(`/directories?${digests.join('')}`)
    expect([status, body.toString()]).toEqual([200, digests.join()])
    for (const query of ['', 'ab', `${digests[0]}x`, 'ab'.repeat(8 * (MAX_DIGESTS + 1))])
      expect((await ask(`/directories?${query}`)).status).toBe(404)
  })

  it('hands out the metainfo as a file', async () => {
    const { status, headers, body } = await ask(`/${HASH}.gittorrent`)
    expect([status, headers['content-type']]).toEqual([200, 'application/x-gittorrent'])
    expect(headers['content-disposition']).toContain('filename="pocket-sql.gittorrent"')
    expect(new Uint8Array(body)).toEqual(METAINFO)
  })

  it('hands out what plain git may copy, and nothing beside it', async () => {
    const refs = await ask('/pocket-sql.git/info/refs?service=git-upload-pack')
    expect([refs.status, refs.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(refs.body.toString()).toBe(`${HASH}\trefs/heads/main\n`)
    const pack = await ask('/pocket-sql.git/objects/pack/pack-1.pack')
    expect(pack.headers['content-type']).toBe('application/octet-stream')
    expect(pack.body.equals(readFileSync(import.meta.filename))).toBe(true)
    const head = await ask('/pocket-sql.git/objects/pack/pack-1.pack', { method: 'HEAD' })
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      String(pack.body.length),
      0,
    ])
    for (const path of [
      ...['config', 'objects/pack/../../config', 'objects/pack/pack-1.pack/', '../pocket-sql.git/info/refs'],
      ...['objects/pack/%2e%2e/x', 'info//refs', `objects/${HASH.slice(0, 2)}/${HASH.slice(2)}`],
    ])
      expect((await ask(`/pocket-sql.git/${path}`)).status, path).toBe(404)
    expect((await ask('/other.git/info/refs')).status).toBe(404)
  })

  it('tells guests why they get nothing, and nothing of its own failures', async () => {
    const shut = await ask('/shut.git/info/refs')
    expect([shut.status, shut.body.toString()]).toEqual([
      403,
      'guests are not let in: join with GitTorrent\n',
    ])
    const broken = await ask('/broken.git/info/refs')
    expect([broken.status, broken.body.toString()]).toEqual([503, 'that failed here: try again later\n'])
  })

  it('hands announces to the tracker as they came, and its answer back with its headers', async () => {
    const query = 'repo_hash=%00%ffx&port=7411&x=%zz?'
    const { status, headers, body } = await ask(`/announce?${query}`)
    expect([status, headers['content-type'], headers['retry-after']]).toEqual([
      503,
      'application/octet-stream',
      '30',
    ])
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(new Uint8Array(body)).toEqual(METAINFO)
    await ask('/announce')
    const here = { method: 'GET', source: '127.0.0.1', local: '127.0.0.1' }
    expect(calls.splice(0)).toEqual([
      { ...here, query },
      { ...here, query: '' },
    ])
  })

  it('lets no announce through that is longer than any can be', async () => {
    expect((await ask(`/announce?${'x'.repeat(MAX_ANNOUNCE_QUERY)}`)).status).toBe(503)
    const { status, body } = await ask(`/announce?${'x'.repeat(MAX_ANNOUNCE_QUERY + 1)}`)
    expect(status).toBe(400)
    expect(body.toString()).toBe(
      'd14:failure reason61:the query is longer than 1024 characters: leave out some keyse',
    )
    expect(calls.splice(0)).toHaveLength(1)
  })

  it('answers HEAD without a body', async () => {
    const { status, headers, body } = await ask(`/${HASH}.gittorrent`, { method: 'HEAD' })
    expect([status, headers['content-length'], body.length]).toEqual([200, '4', 0])
  })

  it.each([
    ...['/favicon.ico', '/index.html', '//', '/../etc/passwd', '/.gittorrent', `/${HASH}`],
    ...[`/${HASH.toUpperCase()}.gittorrent`, `/${'0'.repeat(40)}.gittorrent`, `/x/${HASH}.gittorrent`],
    ...['/announce/', '/announcement', '/x/announce?port=1', '/Announce?port=1'],
    `/?${'x'.repeat(300)}`,
  ])('has nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    const { status, headers } = await ask('/', { method })
    expect([status, headers.allow, headers.connection]).toEqual([405, 'GET, HEAD', 'close'])
  })

  it('is read by no web site that points its name here', async () => {
    expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(421)
    expect((await ask('/', { headers: { host: 'alice.local:7411' } })).status).toBe(200)
  })

  it('says nothing of its own failures', async () => {
    const { status, body } = await ask(`/${BROKEN}.gittorrent`)
    expect(status).toBe(500)
    expect(body.toString()).not.toContain('secret')
  })

  it('slows down who asks too much', async () => {
    const answers: Answer[] = []
    for (let round = 0; round < 10; round++) {
      answers.push(...(await Promise.all(Array.from({ length: 30 }, () => ask('/')))))
    }
    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(HTTP_REQUESTS_BURST)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]!.headers['retry-after']).toBe('1')
  })
})

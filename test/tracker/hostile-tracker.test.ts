/** What a tracker can do to those who ask it: nothing but fail. */
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchAnswer } from '../../src/main/tracker/fetch-answer.ts'
import { MAX_ANSWER, MAX_ANSWER_HEADER } from '../../src/main/tracker/limits.ts'
import { readReply } from '../../src/main/tracker/read-reply.ts'
import { serveHttp, type Running } from './serve-http.ts'

const PEER = `d7:address8:10.0.0.127:peer id20:${'x'.repeat(20)}4:porti7411ee`
const answerOf = (peers: string) => `d8:completei1e7:expiresi60e10:incompletei0e5:peersl${peers}ee`

describe('asking a hostile tracker', () => {
  let server: Running
  afterEach(() => server.close())
  const serve = async (listener: RequestListener) => (server = await serveHttp(listener))
  const ask = async (timeoutMs = 5_000, signal?: AbortSignal) =>
    readReply('tracker', await fetchAnswer(server.url, server.url, { timeoutMs, signal }))
  const untilClosed = async () => {
    while (server.sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  it('takes what an honest one says', async () => {
    await serve((_request, response) => response.end(answerOf(PEER.replace('8:10.0.0.12', '9:10.0.0.12'))))
    expect((await ask()).peers).toEqual([{ peerId: '78'.repeat(20), address: '10.0.0.12', port: 7411 }])
    await untilClosed()
  })

  it.each<[string, RegExp, RequestListener]>([
    [
      'a redirect',
      /it sends us elsewhere/,
      (_q, response) => response.writeHead(302, { location: '/other' }).end(),
    ],
    [
      'a million peers',
      /more than|not canonical/,
      (_q, response) => response.end(answerOf(PEER.repeat(1_000_000))),
    ],
    [
      'more peers than asked',
      /more than 50 items/,
      (_q, response) => response.end(answerOf(PEER.replace('8:10.0.0.12', '9:10.0.0.12').repeat(51))),
    ],
    ['malformed bencoding', /not canonical bencoding/, (_q, response) => response.end('d8:completei01ee')],
    ['deep nesting', /nested deeper/, (_q, response) => response.end('l'.repeat(1_000_000))],
    ['another kind of page', /not canonical bencoding/, (_q, response) => response.end('<html>')],
    ['nothing', /not canonical bencoding/, (_q, response) => response.end()],
    ['no HTTP', /Parse Error|connection failed/, (_q, response) => response.socket!.end('220 ready\r\n')],
    ['a broken connection', /broke off/, (_q, response) => response.socket!.destroy()],
    [
      'half an answer',
      /broke off/,
      (_q, response) => {
        response.writeHead(200, { 'content-length': 100 })
        response.write(answerOf(''), () => response.destroy())
      },
    ],
    [
      'headers without end',
      /connection failed/,
      (_q, response) =>
        response.socket!.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(4 * MAX_ANSWER_HEADER)}\r\n\r\n`),
    ],
  ])('refuses %s', async (_name, why, listener) => {
    let asked = 0
    await serve((request, response) => {
      asked++
      listener(request, response)
    })
    await expect(ask()).rejects.toThrow(why)
    await untilClosed()
    expect(asked).toBe(1)
  })

  it('stops reading a body without end at the limit', async () => {
    let sent = 0
    await serve((_request, response) => {
      const chunk = Buffer.alloc(256 * 1024)
      const more = () => {
        if (response.destroyed) return
        sent += chunk.length
        response.write(chunk, more)
      }
      more()
    })
    await expect(ask()).rejects.toMatchObject({ code: 'TOO_LARGE' })
    await untilClosed()
    expect(sent).toBeLessThan(4 * MAX_ANSWER)
  })

  it('waits for a slow drip, or for silence, no longer than it said', async () => {
    await serve((_request, response) => {
      const timer = setInterval(() => response.write('d'), 20)
      response.once('close', () => clearInterval(timer))
    })
    const begun = performance.now()
    await expect(ask(300)).rejects.toThrow('no answer in time')
    expect(performance.now() - begun).toBeLessThan(3_000)
    await untilClosed()
    await expect(ask(5_000, AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'CANCELLED' })
    await untilClosed()
  })

  it('presses no buttons on this machine, by number or by name', async () => {
    let asked = 0
    await serve((_request, response) => {
      asked++
      response.end()
    })
    for (const host of [
      '127.0.0.1',
      'localhost',
      '0x7f000001',
      '127.1',
      '[::ffff:127.0.0.1]',
      '[::1]',
      '0.0.0.0',
    ]) {
      const url = `http://${host}:${server.port}/shutdown`
      await expect(fetchAnswer(url, url)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
    expect(asked).toBe(0)
  })

  it('refuses a tracker over TLS that nobody vouches for, or that speaks none', async () => {
    await serve((_request, response) => response.end())
    const url = server.url.replace('http:', 'https:')
    await expect(fetchAnswer(url, url)).rejects.toMatchObject({ code: 'TRACKER_FAILED' })
  })
})

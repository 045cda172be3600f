import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { hasToken, isOwnHost, isOwnOrigin } from './auth.ts'

const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage

describe('who may talk to the local UI', () => {
  it('only a Host that is loopback with our port: a re-bound name is refused', () => {
    expect(isOwnHost(request({ host: '127.0.0.1:80' }), 80)).toBe(true)
    expect(isOwnHost(request({ host: 'localhost:80' }), 80)).toBe(true)
    for (const host of ['evil.example:80', '127.0.0.1', '127.0.0.1:81', '127.0.0.1.evil.example:80', '']) {
      expect(isOwnHost(request({ host }), 80)).toBe(false)
    }
    expect(isOwnHost(request({}), 80)).toBe(false)
  })

  it('only our own page as Origin', () => {
    expect(isOwnOrigin(request({}), 80)).toBe(true)
    expect(isOwnOrigin(request({ origin: 'http://127.0.0.1:80' }), 80)).toBe(true)
    for (const origin of ['null', 'http://evil.example', 'http://127.0.0.1:81', 'https://127.0.0.1:80']) {
      expect(isOwnOrigin(request({ origin }), 80)).toBe(false)
    }
  })

  it('only with the token, as a subprotocol', () => {
    const offer = (text: string) => request({ 'sec-websocket-protocol': text })
    expect(hasToken(offer('gittorrent.v1, token.abc'), 'abc')).toBe(true)
    for (const text of [
      '',
      'gittorrent.v1',
      'token.abc',
      'gittorrent.v1, token.abd',
      'gittorrent.v1, token.',
    ]) {
      expect(hasToken(offer(text), 'abc')).toBe(false)
    }
  })
})

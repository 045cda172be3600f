import { describe, expect, it } from 'vitest'
import { isOwnUrl, START_URL } from './origin.ts'

describe('isOwnUrl', () => {
  it.each([START_URL, 'app://gittorrent/', 'app://gittorrent/assets/a.js?x#y'])('allows %s', (url) => {
    expect(isOwnUrl(url)).toBe(true)
  })

  it.each([
    '',
    'about:blank',
    'index.html',
    'file:///etc/passwd',
    'https://gittorrent/',
    'app://gittorrent.example/',
    'app://gittorrent:80/',
    'app://alice@gittorrent/',
    'app://example/gittorrent/',
    'app:gittorrent/index.html',
    'javascript:app://gittorrent/',
    'data:text/html,app://gittorrent/',
    'blob:app://gittorrent/1',
  ])('refuses %s', (url) => {
    expect(isOwnUrl(url)).toBe(false)
  })
})

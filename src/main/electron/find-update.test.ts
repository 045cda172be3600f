import { expect, it } from 'vitest'
import { feedOf, findUpdate } from './find-update.ts'

const feed = new URL('https://feed.example/releases')
const asked: string[] = []
const answering =
  (text: string, ok = true): typeof fetch =>
  async (url) => {
    asked.push(String(url))
    return { ok, text: async () => text } as Response
  }
const find = (text: string, current = '0.2.0', ok = true) =>
  findUpdate(feed, current, 'linux', answering(text, ok))

it('is off unless the package names an https feed', () => {
  for (const file of [
    '{}',
    '{"feed":""}',
    '{"feed":"http://feed.example"}',
    '{"feed":"https://a:b@feed.example"}',
  ])
    expect(feedOf(file)).toBeNull()
  expect(feedOf('{"feed":"https://feed.example/x"}')?.href).toBe('https://feed.example/x')
})

it('finds a newer version, and no other', async () => {
  expect(await find('version: 0.3.0\npath: x\n')).toBe('0.3.0')
  expect(await find('version: 0.10.0\n', '0.9.9')).toBe('0.10.0')
  for (const text of ['version: 0.2.0\n', 'version: 0.1.9\n', 'version: latest\n', '<html>', ''])
    expect(await find(text)).toBeNull()
  expect(await find('version: 0.2.0\n', '0.2.0-rc.1')).toBe('0.2.0')
  expect(new Set(asked)).toEqual(new Set(['https://feed.example/releases/latest-linux.yml']))
})

it('is quiet where nobody answers', async () => {
  expect(await find('version: 9.0.0\n', '0.2.0', false)).toBeNull()
  expect(await findUpdate(feed, '0.2.0', 'linux', () => Promise.reject(new Error('offline')))).toBeNull()
  expect(await findUpdate(feed, '0.2.0', 'freebsd', answering('version: 9.0.0\n'))).toBeNull()
})

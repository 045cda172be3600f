import { expect, it } from 'vitest'
import { emptyText } from './empty-text.ts'

it('lets people wait only where waiting helps', () => {
  const title = (state: Parameters<typeof emptyText>[0]['state'], message = '') =>
    emptyText({ state, message }).title
  expect(title('listening')).toBe('Nobody nearby yet')
  expect(title('live')).toBe('Nobody nearby yet')
  expect(title('listening', 'multicast does not get through')).toBe('Nobody can be heard here')
  expect(title('failed', 'no network')).toBe('Nobody can be heard here')
  expect(title('off')).toBe('Nobody can be heard here')
})

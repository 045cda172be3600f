import { expect, it } from 'vitest'
import type { EngineView } from '../../engine/types.ts'
import { createDeafness, DEAF_AFTER } from './deafness.ts'

const linksTo = (...addresses: readonly string[]) =>
  addresses.map((address, at) => ({ address, peerId: String(at) })) as unknown as EngineView['links']
const nobody = new Set<string>()
const OWN = ['10.0.4.2', '127.0.0.1']

it('people who are connected and never heard mean that multicast is blocked, after a while', () => {
  const deafness = createDeafness()
  const look = (now: number, heard: ReadonlySet<string> = nobody) =>
    deafness.look(linksTo('10.0.4.7', '::ffff:10.0.4.9', '10.0.4.2'), heard, OWN, now)
  expect(look(0)).toBe(0)
  expect(look(DEAF_AFTER - 1)).toBe(0)
  expect(look(DEAF_AFTER)).toBe(2)
  expect(look(DEAF_AFTER + 1, new Set(['x']))).toBe(0)
  expect(look(DEAF_AFTER + 2)).toBe(0)
})

it('nodes on this computer and on the internet say nothing about this network', () => {
  const deafness = createDeafness()
  for (const now of [0, 2 * DEAF_AFTER])
    expect(deafness.look(linksTo('127.0.0.1', '10.0.4.2', '203.0.113.7'), nobody, OWN, now)).toBe(0)
})

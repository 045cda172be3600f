import { expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../discovery/memory-discovery.ts'
import { createNearby } from '../nearby/create-nearby.ts'
import { discoveryState } from './node-view.ts'

const peerId = 'a'.repeat(40)
const node = { peerId, name: 'Alice', port: 4_000, directorySeq: 1 }

it('a node that moves to where it hears nobody is listening again', () => {
  let now = 1
  const nearby = createNearby(
    { known: () => null, onHolder() {}, onHolderGone() {}, onChange() {} },
    () => Promise.reject(new Error('nothing is fetched here')),
    () => now,
  )
  const context = { discovery: createMemoryNetworkDiscovery().discovery(), nearby }
  expect(discoveryState(context)).toBe('listening')
  nearby.handle({ type: 'node-seen', node, addresses: ['10.0.4.7'] })
  expect(discoveryState(context)).toBe('live')
  now = 2
  nearby.handle({ type: 'node-gone', peerId })
  expect(discoveryState(context)).toBe('listening')
  expect(nearby.lastHeard).toBe(1)
  nearby.handle({ type: 'trouble', text: 'no network' })
  expect(discoveryState(context)).toBe('failed')
})

import { describe, expect, it } from 'vitest'
import type { DiscoveryState, NodeView } from '../../../shared/model.ts'
import { heardText, interfaceName, nodeStatus } from './discovery.ts'

const node = (state: DiscoveryState, names = ['eth0'], lastHeard: number | null = null) =>
  ({
    discovery: {
      state,
      message: '',
      lastHeard,
      interfaces: names.map((name) => ({ name, address: '192.0.2.1' })),
    },
  }) as unknown as NodeView

describe('node status', () => {
  it('tells each state apart', () => {
    const texts = (['live', 'listening', 'off', 'failed'] as const).map(
      (state) => nodeStatus(node(state), 'connected').text,
    )
    expect(texts).toEqual(['On the network', 'Listening, no replies', 'Discovery is off', 'Can’t be found'])
    expect(nodeStatus(node('failed', []), 'connected').text).toBe('No network')
    expect(nodeStatus(node('off', []), 'connected').text).toBe('Discovery is off')
    expect(nodeStatus(undefined, 'connecting').text).toBe('Starting')
  })
  it('says first that the node is gone', () => {
    expect(nodeStatus(node('live'), 'lost')).toMatchObject({ dot: 'off', text: 'Node not answering' })
  })
  it('names interfaces', () => {
    expect(interfaceName(node('live', ['eth0', 'wlan0', 'eth0']))).toBe('eth0 +1')
    expect(interfaceName(node('off', []))).toBe('')
  })
  it('tells when somebody was heard', () => {
    expect(heardText(node('listening'), 0)).toBe('Listening on eth0, nothing heard yet')
    expect(heardText(node('live', ['eth0'], 0), 120_000)).toBe('Listening on eth0, last heard 2 min ago')
  })
})

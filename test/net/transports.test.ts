import { createMemoryNetwork } from '../../src/main/net/memory-transport.ts'
import { describeTransport } from './compliance.ts'
import { makeTlsNode } from './make-node.ts'

describeTransport('TLS', (count) => Promise.all(Array.from({ length: count }, () => makeTlsNode())))

describeTransport('memory', (count) => {
  const network = createMemoryNetwork()
  const nodes = Array.from({ length: count }, (_, index) => {
    const peerId = `${index + 1}`.repeat(40)
    return { peerId, transport: network.transport({ peerId, address: '127.0.0.1' }) }
  })
  return Promise.resolve(nodes)
})

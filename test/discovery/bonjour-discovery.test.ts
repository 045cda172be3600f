import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import { describeDiscovery } from './compliance.ts'

describeDiscovery(
  'multicast DNS on loopback',
  () => createBonjourDiscovery({ interfaces: ['127.0.0.1'], probe: async () => true }),
  () => undefined,
)

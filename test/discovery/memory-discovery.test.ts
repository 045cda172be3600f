import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { describeDiscovery } from './compliance.ts'

let network = createMemoryNetworkDiscovery()
describeDiscovery(
  'memory',
  () => network.discovery(),
  () => void (network = createMemoryNetworkDiscovery()),
)

import type { DiscoveryState } from './model.ts'

/** How it goes with the network, in a few words. */
export const DISCOVERY_TEXT: Readonly<Record<DiscoveryState, string>> = {
  live: 'On the network',
  listening: 'Listening, no replies',
  off: 'Discovery is off',
  failed: 'Can’t be found',
}

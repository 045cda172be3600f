import { DISCOVERY_TEXT } from '../../../shared/discovery-text.ts'
import type { NodeView } from '../../../shared/model.ts'
import type { ConnectionStatus } from '../../store/connection.ts'
import { ago } from '../../../shared/format.ts'

export interface NodeStatusText {
  /** The dot: pulsing jade, amber, an empty ring, red. */
  readonly dot: 'live' | 'warn' | 'off' | 'bad'
  readonly text: string
  /** A line more, where there is something to say. */
  readonly why: string
}

/** How it goes with the network, for the card in the sidebar. */
export function nodeStatus(node: NodeView | undefined, connection: ConnectionStatus): NodeStatusText {
  if (connection === 'lost') return { dot: 'off', text: 'Node not answering', why: '' }
  if (!node) return { dot: 'off', text: 'Starting', why: '' }
  const { state, message, interfaces } = node.discovery
  const text = DISCOVERY_TEXT[state]
  switch (state) {
    case 'live':
      return { dot: 'live', text, why: '' }
    case 'listening':
      return { dot: 'warn', text: message ? 'Multicast is blocked' : text, why: message }
    case 'off':
      return { dot: 'off', text, why: message }
    case 'failed':
      return interfaces.length === 0
        ? { dot: 'off', text: 'No network', why: message }
        : { dot: 'bad', text, why: message }
  }
}

/** "eth0", or "eth0 +1" when there are more. */
export function interfaceName(node: NodeView | undefined): string {
  const names = [...new Set(node?.discovery.interfaces.map((each) => each.name))]
  return names.length > 1 ? `${names[0]} +${names.length - 1}` : (names[0] ?? '')
}

/** "Listening on eth0, nothing heard yet": what stands beside an empty Nearby. */
export function heardText(node: NodeView, now: number): string {
  const { lastHeard, state, message } = node.discovery
  if (state === 'off' || state === 'failed') return message || 'Nobody can be seen from here'
  const where = `Listening on ${interfaceName(node) || 'the network'}`
  return lastHeard === null ? `${where}, nothing heard yet` : `${where}, last heard ${ago(lastHeard, now)}`
}

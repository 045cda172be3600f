import type { AppState } from '../../shared/model.ts'
import { applyChanges } from '../../shared/rpc/apply-changes.ts'
import { createClient, type Client } from '../../shared/rpc/client.ts'
import type { Port } from '../../shared/rpc/port.ts'

export interface NodeWatch {
  /** The node has gone: asks the next one. */
  renew(): void
}

/**
 * Follows the node's state, as a window does.
 * @param openPort a port to the node, or to the next one as soon as that is ready
 */
export function watchNode(openPort: () => Port, onState: (state: AppState) => void): NodeWatch {
  let current: Client | null = null
  const renew = () => {
    const client = createClient(openPort())
    let state: AppState | null = null
    const know = (next: AppState) => {
      state = next
      if (client === current) onState(next)
    }
    current = client
    client.subscribe({
      onSnapshot: know,
      onChanges: (changes) => state && know(applyChanges(state, changes)),
    })
  }
  renew()
  return { renew }
}

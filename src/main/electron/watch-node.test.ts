import { expect, it } from 'vitest'
import type { AppState, Change } from '../../shared/model.ts'
import type { Port } from '../../shared/rpc/port.ts'
import { serveRpc, type Handlers } from '../../shared/rpc/server.ts'
import { appState, nodeView } from '../../shared/samples.ts'
import { watchNode } from './watch-node.ts'

/** Two ends of a channel; what is sent before anybody listens waits, as in a MessagePort. */
function channel(): [Port, Port] {
  const waiting: string[][] = [[], []]
  const listeners: ((text: string) => void)[] = []
  const end = (own: number): Port => ({
    send: (text) => (listeners[1 - own] ?? ((kept) => waiting[1 - own]!.push(kept)))(text),
    onMessage(listener) {
      listeners[own] = listener
      waiting[own]!.splice(0).forEach(listener)
    },
    onClose: () => {},
    close: () => {},
  })
  return [end(0), end(1)]
}

function startNode(name: string) {
  let tell = (_changes: readonly Change[]) => {}
  return {
    serve: (port: Port) =>
      serveRpc(port, {} as Handlers, {
        snapshot: () => appState({ node: { self: nodeView({ name }) } }),
        subscribe: (listener) => {
          tell = listener
          return () => {}
        },
      }),
    rename: (next: string) => tell([{ collection: 'node', key: 'self', value: nodeView({ name: next }) }]),
  }
}

it('follows a node, and the next one after it', () => {
  const ports: Port[] = []
  const states: AppState[] = []
  const watch = watchNode(
    () => {
      const [here, there] = channel()
      ports.push(there)
      return here
    },
    (state) => states.push(state),
  )
  const names = () => states.map(({ node }) => node.self.name)
  const [alice, bob] = [startNode('Alice'), startNode('Bob')]
  alice.serve(ports[0]!)
  alice.rename('Carol')
  expect(names()).toEqual(['Alice', 'Carol'])
  watch.renew()
  alice.rename('Mallory')
  expect(names()).toEqual(['Alice', 'Carol'])
  bob.serve(ports[1]!)
  expect(names()).toEqual(['Alice', 'Carol', 'Bob'])
})

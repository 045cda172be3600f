/** A network of our own: hosts (network namespaces) at a switch (a bridge), each on a link of limited speed. Linux, as root. */
import { createBench, run, type Namespace } from '../test/discovery/namespaces.ts'

export interface Host {
  readonly address: string
  /** What runs a command there. */
  readonly exec: readonly string[]
  /** Bytes that its link has carried, every header counted. */
  traffic(): { readonly sent: number; readonly received: number }
  /** The same in packets. */
  packets(): { readonly sent: number; readonly received: number }
}

export interface Lan {
  readonly hosts: readonly Host[]
  remove(): void
}

/** @param megabits per second of each host, in both directions */
export function createLan(count: number, megabits: number): Lan {
  const bench = createBench()
  const center = bench.namespace('switch')
  // Every port gets every multicast packet: mDNS needs no querier then.
  center.ip('link', 'add', 'switch', 'type', 'bridge', 'mcast_snooping', '0')
  center.ip('link', 'set', 'switch', 'up')

  const host = (_: unknown, number: number): Host => {
    const namespace = bench.namespace(`host${number}`)
    const address = `10.77.0.${number + 1}`
    const port = `port${number}`
    namespace.ip('link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', port, 'netns', center.name)
    namespace.ip('addr', 'add', `${address}/24`, 'dev', 'lan0')
    namespace.ip('link', 'set', 'lan0', 'up')
    center.ip('link', 'set', port, 'master', 'switch', 'up')
    limit(namespace, 'lan0', megabits)
    limit(center, port, megabits)
    const count = (what: 'bytes' | 'packets') => counted(namespace, what)
    return { address, exec: namespace.exec, traffic: () => count('bytes'), packets: () => count('packets') }
  }
  return { hosts: Array.from({ length: count }, host), remove: bench.remove }
}

/** A token bucket at the sending end; with one at each end, both directions are limited. */
function limit({ name }: Namespace, device: string, megabits: number): void {
  const bucket = ['rate', `${megabits}mbit`, 'burst', '128kb', 'latency', '50ms']
  run('tc', '-n', name, 'qdisc', 'add', 'dev', device, 'root', 'tbf', ...bucket)
}

function counted({ ip }: Namespace, what: 'bytes' | 'packets') {
  const [link] = JSON.parse(ip('-json', '-stats', 'link', 'show', 'dev', 'lan0')) as [
    { stats64: Record<'tx' | 'rx', Record<'bytes' | 'packets', number>> },
  ]
  return { sent: link.stats64.tx[what], received: link.stats64.rx[what] }
}

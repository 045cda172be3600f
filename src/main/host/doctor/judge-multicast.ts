import type { Facts } from './facts.ts'
import { firewallHint } from './firewall.ts'
import type { Finding } from './judge.ts'

/** Whether this computer lets multicast out and in. */
export function judgeMulticast({ platform, port, discovers, multicast, trouble }: Facts): Finding {
  const is = { id: 'multicast', title: 'Multicast on this computer' } as const
  if (!discovers) {
    return {
      ...is,
      state: 'warning',
      text: 'Discovery is off: the node was started with --no-discovery.',
      hint: 'Start it without that, or join by link.',
    }
  }
  const silent = multicast.filter(({ error, cameBack }) => error !== null || !cameBack)
  if (multicast.length === 0) return { ...is, state: 'unknown', text: 'There is no network to try it on.' }
  if (silent.length === 0 && trouble === '')
    return {
      ...is,
      state: 'ok',
      text: 'Packets for all leave this computer, and are heard on it (UDP 5353).',
    }
  const where = silent.map(({ name, error }) => (error ? `${name} (${error})` : name)).join(', ')
  return {
    ...is,
    state: silent.length < multicast.length ? 'warning' : 'failed',
    text:
      silent.length === 0
        ? `Discovery has trouble: ${trouble}.`
        : `What is sent for all on ${where} does not come back: something on this computer stops it.`,
    ...firewallHint(platform, port, 'multicast'),
  }
}

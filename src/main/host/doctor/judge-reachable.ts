import { hostAndPort } from '../../net/address.ts'
import type { Facts } from './facts.ts'
import { firewallHint } from './firewall.ts'
import type { Finding } from './judge.ts'

/** Whether computers here can connect to one another. */
export function judgeReachable({ platform, port, answers, called }: Facts): Finding {
  const is = { id: 'reachable', title: 'Connections' } as const
  const shut = answers.filter(({ ok }) => !ok)
  if (shut.length > 0) {
    return {
      ...is,
      state: 'failed',
      text: `This node does not answer at ${shut.map(({ address }) => hostAndPort(address, port)).join(', ')}.`,
      ...firewallHint(platform, port, 'connections'),
    }
  }
  const away = called.filter(({ ok }) => !ok)
  if (away.length === 0) {
    const text =
      called.length === 0 ? 'There is nobody to call yet.' : `All of ${called.length} who were called answer.`
    return { ...is, state: 'ok', text: `This node answers at TCP ${port}. ${text}` }
  }
  const names = away.map(({ name }) => name).join(', ')
  if (away.length < called.length) {
    return {
      ...is,
      state: 'warning',
      text: `${names} can't be reached by TCP, others can.`,
      hint: `Their firewalls may be shut: let them run the same check.`,
    }
  }
  return {
    ...is,
    state: 'failed',
    text: `Nobody can be reached: ${names}. This network keeps computers apart (client isolation).`,
    hint: 'Nothing can be shared over it. Use a phone hotspot, a cable, or ask whoever runs it to turn client isolation off.',
  }
}

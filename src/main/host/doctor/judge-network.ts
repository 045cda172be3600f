import { isIPv6 } from 'node:net'
import { isTunnel } from '../../discovery/interface-kind.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './judge.ts'

const isLoopback = (address: string) => address.startsWith('127.')

export function judgeNetwork({ multicast, unused, answers }: Facts): Finding {
  const is = { id: 'network', title: 'Network' } as const
  const leading = multicast.filter(({ address }) => !isLoopback(address))
  const ipv6 = answers.filter(({ address }) => isIPv6(address))
  if (leading.length === 0 && ipv6.length > 0) {
    return {
      ...is,
      state: 'warning',
      text: `Connected by IPv6 alone (${ipv6.map(({ address }) => address).join(', ')}).`,
      hint: 'Nodes hear one another by IPv4: join by link, which works here.',
    }
  }
  if (leading.length === 0) {
    return {
      ...is,
      state: 'failed',
      text: 'This computer is on no network, so only nodes on it can be found.',
      hint: 'Connect to the network that the others are on; it is noticed by itself.',
    }
  }
  const names = leading.map(({ name, address }) => `${name} (${address})`).join(', ')
  const left = unused.length > 0 ? ` Not used: ${unused.join(', ')}.` : ''
  if (leading.every(({ name }) => isTunnel(name))) {
    return {
      ...is,
      state: 'warning',
      text: `Connected by ${names} alone, which looks like a VPN.${left}`,
      hint: 'Most VPNs carry no multicast, and hide the local network: turn it off, or join by link.',
    }
  }
  return { ...is, state: 'ok', text: `Connected by ${names}.${left}` }
}

import type { Facts } from './facts.ts'
import type { Finding } from './judge.ts'

const isLoopback = (address: string) => address.startsWith('127.')
/** As the systems call the ends of tunnels. */
const TUNNEL = /^(tun|tap|wg|utun|ppp|tailscale|zt)/

export function judgeNetwork({ multicast, unused }: Facts): Finding {
  const is = { id: 'network', title: 'Network' } as const
  const leading = multicast.filter(({ address }) => !isLoopback(address))
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
  if (leading.every(({ name }) => TUNNEL.test(name))) {
    return {
      ...is,
      state: 'warning',
      text: `Connected by ${names} alone, which looks like a VPN.${left}`,
      hint: 'Most VPNs carry no multicast, and hide the local network: turn it off, or join by link.',
    }
  }
  return { ...is, state: 'ok', text: `Connected by ${names}.${left}` }
}

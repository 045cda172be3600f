/** How far an address carries, and whose word on an address counts. */
import { isIpv4, isIpv6 } from './ip-address.ts'

export type IpScope = 'loopback' | 'link-local' | 'private' | 'public'

/** From near to far. */
const DISTANCE: Readonly<Record<IpScope, number>> = { loopback: 0, 'link-local': 1, private: 2, public: 3 }

/**
 * An IP literal in its one form: without a zone, IPv6 as in RFC 5952, IPv4 without IPv6's mapping. Null for anything
 * else, and for what can't be one host's: unspecified, multicast, reserved.
 */
export function normalizeIp(text: string): string | null {
  const plain = text.replace(/%.*$/s, '').toLowerCase()
  if (isIpv4(plain)) return /^(0|22[4-9]|2[3-5]\d)\./.test(plain) ? null : plain
  if (!isIpv6(plain)) return null
  const canonical = new URL(`http://[${plain}]/`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical)
  if (mapped) return normalizeIp([mapped[1]!, mapped[2]!].map(dotted).join('.'))
  return canonical === '::' || canonical.startsWith('ff') ? null : canonical
}

const dotted = (group: string) => {
  const value = Number.parseInt(group, 16)
  return `${value >> 8}.${value & 255}`
}

/** Of an address as normalizeIp writes it. Shared address space (RFC 6598) counts as private: VPNs live there. */
export function scopeOf(address: string): IpScope {
  if (address === '::1' || address.startsWith('127.')) return 'loopback'
  if (address.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/.test(address)) return 'link-local'
  return privateNetwork(address) === null ? 'public' : 'private'
}

/** Whether somebody at `asker` may be told of an address: it must carry as far as his does. */
export const carriesTo = (address: IpScope, asker: IpScope): boolean => DISTANCE[address] >= DISTANCE[asker]

/**
 * Whether a peer seen at `source` may be listed with `claimed`: the peers who are told will dial it, so it must not be
 * a victim of the claimant's choice. Both in one private network: he has several addresses there, or the tracker sees
 * him through a router inside it; whoever could be hurt is in the same house as the claimant. From this machine
 * itself: others can't use its loopback address, its own on the network they can.
 */
export function mayClaim(source: string, claimed: string): boolean {
  if (claimed === source) return true
  const network = privateNetwork(claimed)
  return network !== null && (network === privateNetwork(source) || scopeOf(source) === 'loopback')
}

/** RFC 1918 and 6598 blocks; for unique local IPv6 (RFC 4193) the /48 of one site. Null for all others. */
export function privateNetwork(address: string): string | null {
  if (address.includes(':')) {
    return /^f[cd][0-9a-f]{2}:/.test(address) ? ipv6Prefix(address, 3) : null
  }
  const [a, b] = address.split('.').map(Number) as [number, number]
  if (a === 10) return '10/8'
  if (a === 172 && b >= 16 && b < 32) return '172.16/12'
  if (a === 192 && b === 168) return '192.168/16'
  return a === 100 && b >= 64 && b < 128 ? '100.64/10' : null
}

/**
 * Who is taken for one wherever strangers are limited: an IPv4 address, or the /64 that an IPv6 host gets to itself, out of
 * which it can take a new address for each connection.
 */
export const fairGroup = (address: string): string =>
  address.includes(':') ? ipv6Prefix(address, 4) : address

function ipv6Prefix(canonical: string, groups: number): string {
  const [head = '', tail = ''] = canonical.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  return [...front, ...zeros, ...back].slice(0, groups).join(':')
}

import { isIpLiteral } from '../gtp/ip-address.ts'
import { fairGroup } from '../gtp/ip-scope.ts'

/**
 * An address as other computers know it: IPv4 without IPv6's mapping (::ffff:1.2.3.4 is 1.2.3.4), lower case, and
 * without a zone, which means something on this machine alone. '' where the socket is gone already.
 */
export function normalizeAddress(address: string | undefined): string {
  const plain = withoutZone(address ?? '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)
  return mapped?.[1] ?? plain
}

/** What limits of strangers are counted by: one for all addresses that one computer may have at once. */
export const groupOf = (address: string | undefined): string => fairGroup(normalizeAddress(address))

/** Whether `address` can be dialled without asking anybody: an IP literal, link-local ones with their zone. */
export function isDialable(address: string): boolean {
  return isIpLiteral(withoutZone(address)) && /^[^%]*(%[\w.-]{1,32})?$/.test(address)
}

/** "10.0.4.27:7411", "[fe80::1]:7411". */
export const hostAndPort = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`

/** fe80::1%eth0 without its "%eth0". */
export const withoutZone = (address: string): string => address.replace(/%.*$/, '')

/** Whether an address is a neighbour's: mDNS is about one link, so what points elsewhere is a mistake or a trick. */
import { BlockList, isIP } from 'node:net'
import type { LanInterface } from './choose-interfaces.ts'
import { MAX_SOURCES } from './limits.ts'

export type OnLink = (address: string) => boolean

const LINK_LOCAL = new BlockList()
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4')
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6')

/** Not one host's: unspecified, multicast, reserved, and IPv4 in the clothes of IPv6. */
const NOBODY = { ipv4: new BlockList(), ipv6: new BlockList() }
NOBODY.ipv4.addAddress('0.0.0.0', 'ipv4')
NOBODY.ipv4.addSubnet('224.0.0.0', 3, 'ipv4')
NOBODY.ipv6.addAddress('::', 'ipv6')
NOBODY.ipv6.addSubnet('ff00::', 8, 'ipv6')
NOBODY.ipv6.addSubnet('::ffff:0:0', 96, 'ipv6')

const family = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

export const isLinkLocal = (address: string): boolean => LINK_LOCAL.check(address, family(address))

/**
 * The test for one interface's link (RFC 6762 section 11): in one of its networks, or link-local where the link is not
 * loopback. Total: what is no IP literal, has a zone, or can't be one host's address is not on the link.
 */
export function createOnLink({ networks }: Pick<LanInterface, 'networks'>): OnLink {
  const here = new BlockList()
  for (const [address, prefix] of networks) here.addSubnet(address, prefix, family(address))
  const loopback = here.check('127.0.0.1', 'ipv4')
  const judge = (address: string) => {
    if (
      isIP(address) === 0 ||
      address.includes('%') ||
      NOBODY[family(address)].check(address, family(address))
    )
      return false
    return here.check(address, family(address)) || (!loopback && isLinkLocal(address))
  }
  /** Every packet asks, and the same neighbours come again and again. */
  const judged = new Map<string, boolean>()
  return (address) => {
    let answer = judged.get(address)
    if (answer !== undefined) return answer
    answer = judge(address)
    if (judged.size >= MAX_SOURCES) judged.clear()
    judged.set(address, answer)
    return answer
  }
}

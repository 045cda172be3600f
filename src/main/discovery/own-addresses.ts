/** Where others find this computer: what links, metainfos and records name. */
import { BlockList, isIPv6 } from 'node:net'
import {
  namesFor,
  prefixOf,
  type InterfaceTable,
  type LanInterface,
  type WantedInterfaces,
} from './choose-interfaces.ts'
import { isBridge, isTunnel } from './interface-kind.ts'
import { MAX_ADDRESSES, MAX_TOLD_IPV6 } from './limits.ts'
import { isLinkLocal } from './on-link.ts'

interface Own {
  readonly name: string
  readonly address: string
  /** The interface has an IPv4 address by which it was asked for. */
  readonly asked: boolean
  readonly internal: boolean
  /** Far away: a VPN, or an address that shares its network with nobody. */
  readonly far: boolean
}

/**
 * Addresses of this computer that others can dial, best first, at most MAX_ADDRESSES: IPv4 of its networks, then IPv6,
 * then those of VPNs. 'auto' leaves bridges of containers out where there is a network, and takes loopback when there is
 * nothing else; a list takes the interfaces of these names or addresses.
 */
export function ownAddresses(asked: WantedInterfaces, table: InterfaceTable): string[] {
  const wanted = asked === 'auto' ? asked : namesFor(asked, table)
  const all = listed(wanted, table)
  const chosen =
    wanted === 'auto'
      ? automatic(all)
      : all.filter(
          ({ name, address, asked }) =>
            wanted.includes(name) || wanted.includes(address) || (asked && isIPv6(address)),
        )
  const addresses = chosen.toSorted((a, b) => rank(a) - rank(b)).map(({ address }) => address)
  if (addresses.length === 0 && wanted === 'auto') return ['127.0.0.1']
  return [...new Set(addresses)].slice(0, MAX_ADDRESSES)
}

/**
 * The IPv6 addresses of an interface that others may be told: no link-local ones, which mean nothing without a zone, and
 * one for each network, since temporary addresses (RFC 8981) lie beside lasting ones.
 */
export function toldIpv6(networks: LanInterface['networks']): string[] {
  const told: string[] = []
  const known = new BlockList()
  for (const [address] of networks) {
    if (!isIPv6(address) || address === '::1' || isLinkLocal(address) || known.check(address, 'ipv6'))
      continue
    known.addSubnet(address, 64, 'ipv6')
    told.push(address)
  }
  return told.slice(0, MAX_TOLD_IPV6)
}

const listed = (wanted: WantedInterfaces, table: InterfaceTable): Own[] =>
  Object.entries(table).flatMap(([name, infos = []]) => {
    const ipv6 = new Set(toldIpv6(infos.map((info) => [info.address, prefixOf(info)])))
    const asked = infos.some(({ address }) => wanted.includes(address))
    return infos
      .filter(({ family, address }) => family === 'IPv4' || ipv6.has(address))
      .map((info) => ({
        ...{ name, asked, address: info.address, internal: info.internal },
        far: isTunnel(name) || (info.family === 'IPv4' && prefixOf(info) === 32),
      }))
  })

function automatic(all: readonly Own[]): Own[] {
  const external = all.filter(({ internal }) => !internal)
  const hasNetwork = external.some(({ name, far }) => !far && !isBridge(name))
  return hasNetwork ? external.filter(({ name }) => !isBridge(name)) : external
}

/** IPv4 that no server gave out (169.254) comes after IPv6: where there is another way, it rarely leads anywhere. */
const rank = ({ address, far }: Own) => (far ? 3 : 0) + (isIPv6(address) ? 1 : isLinkLocal(address) ? 2 : 0)

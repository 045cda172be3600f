/** Which network interfaces to speak on. */
import { isIPv6 } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'
import { isBridge, isTunnel } from './interface-kind.ts'

export interface LanInterface {
  readonly name: string
  /** Its IPv4 address; one interface with two addresses is two of these. */
  readonly address: string
  /** All its networks, both families: [network or member address, prefix length]. */
  readonly networks: readonly (readonly [address: string, prefix: number])[]
}

/** What `os.networkInterfaces()` returns. */
export type InterfaceTable = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** All that lead to neighbours, or those of these names or addresses. */
export type WantedInterfaces = 'auto' | readonly string[]

/**
 * The interfaces to use of those that are up.
 * 'auto': every external IPv4 one with room for a neighbour, VPNs last, bridges of containers only when there is nothing
 * else, loopback when there is not even that. A list: those of these names or addresses that are there now; an IPv6 address
 * stands for its whole interface, since multicast goes by IPv4.
 */
export function chooseInterfaces(wanted: WantedInterfaces, table: InterfaceTable): LanInterface[] {
  const all = listed(table)
  const words = wanted === 'auto' ? [] : namesFor(wanted, table)
  const chosen =
    wanted === 'auto'
      ? automatic(all)
      : all.filter(({ name, address }) => words.includes(address) || words.includes(name))
  return chosen.map(({ name, address, networks }) => ({ name, address, networks }))
}

/** The same with the name of its interface for each IPv6 address that is there now. */
export function namesFor(wanted: readonly string[], table: InterfaceTable): string[] {
  const nameOf = (address: string) =>
    Object.entries(table).find(([, infos = []]) => infos.some((info) => info.address === address))?.[0]
  return wanted.map((word) => (isIPv6(word) ? (nameOf(word) ?? word) : word))
}

/** All that are up, for people to choose from. */
export const allInterfaces = (table: InterfaceTable): { readonly name: string; readonly address: string }[] =>
  listed(table).map(({ name, address }) => ({ name, address }))

const listed = (table: InterfaceTable) =>
  Object.entries(table).flatMap(([name, infos = []]) => {
    const networks = infos.map((info) => [info.address, prefixOf(info)] as const)
    return infos
      .filter((info) => info.family === 'IPv4')
      .map((info) => ({
        name,
        address: info.address,
        networks,
        internal: info.internal,
        prefix: prefixOf(info),
      }))
  })

function automatic<T extends { name: string; address: string; internal: boolean; prefix: number }>(
  all: readonly T[],
): T[] {
  // A prefix of 32 bits is one end of a tunnel: nobody else is on that link.
  const external = all.filter(({ internal, prefix }) => !internal && prefix < 32)
  const [tunnels, near] = [external.filter(({ name }) => isTunnel(name)), external.filter(isNear)]
  const lan = near.filter(({ name }) => !isBridge(name))
  const chosen = [...(lan.length > 0 ? lan : near), ...tunnels]
  return chosen.length > 0 ? chosen : all.filter(({ address }) => address === '127.0.0.1')
}

const isNear = ({ name }: { readonly name: string }) => !isTunnel(name)

/** How many bits of its address name the network. */
export function prefixOf({ cidr, family }: NetworkInterfaceInfo): number {
  return cidr ? Number(cidr.slice(cidr.indexOf('/') + 1)) : family === 'IPv4' ? 32 : 128
}

/** What goes wrong with discovery, in words for the status line: what happened; what to do next. */
import { isIP } from 'node:net'
import type { LanInterface } from './choose-interfaces.ts'
import { MDNS_PORT } from './limits.ts'

export const NO_NETWORK =
  'this computer is on no network, so only nodes on it can be found; connect to a network, it will be noticed'

export const ONLY_IPV6 =
  'this network has no IPv4, by which nodes hear one another; join by link, that works over IPv6'

/** @param wanted names or IP literals */
export const noSuchInterface = (wanted: readonly string[]): string =>
  `no network interface ${wanted.every((word) => isIP(word) !== 0) ? 'has the address' : 'is called'} ${wanted.join(' or ')}; connect it, or choose another`

export const unreadableInterfaces = ({ message }: Error): string =>
  `the system does not tell its network interfaces (${message}); close some programs, it will be tried again`

/** `error`: from binding, joining the multicast group or sending. */
export function linkTrouble(
  { code, syscall, message }: NodeJS.ErrnoException,
  { name, address }: LanInterface,
): string {
  const where = `on ${name} (${address})`
  if (syscall === 'bind') {
    return `UDP port ${MDNS_PORT}, by which nodes find one another, can't be had (${code ?? message}); end the program that keeps it for itself`
  }
  if (code === 'EPERM' || code === 'EACCES') {
    return `the firewall keeps this node from speaking multicast DNS ${where}; allow UDP port ${MDNS_PORT}`
  }
  return `multicast DNS does not work ${where}: ${code ?? message}; check the network connection`
}

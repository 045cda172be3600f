import { isIpLiteral } from '../../gtp/ip-address.ts'
import { withoutZone } from '../address.ts'

/** Top-level names that no stranger can own: RFC 6762, 6761, 8375, and ICANN's reservation of `internal`. */
const LOCAL_DOMAINS = /(^|\.)(local|localhost|internal|lan|home\.arpa)$/

/**
 * Whether a Host header names this node in a way that belongs to the local network: an address, a bare name, a local
 * domain. Any other name may be a web site that points its name at us, to read here with its visitor's browser.
 */
export function isLocalName(host: string | undefined): boolean {
  if (host === undefined) return true
  const name = host.toLowerCase().replace(/:\d{1,5}$/, '')
  if (name.startsWith('[')) return name.endsWith(']') && isIpLiteral(withoutZone(name.slice(1, -1)))
  return (
    isIpLiteral(name) || /^[a-z0-9-]+$/.test(name) || (/^[a-z0-9.-]+$/.test(name) && LOCAL_DOMAINS.test(name))
  )
}

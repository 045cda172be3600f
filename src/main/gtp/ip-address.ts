/** IP literals, checked without asking anybody: a name would make us resolve what a stranger chose. */

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`)

/** Dotted decimal without leading zeros. */
export function isIpv4(text: string): boolean {
  return IPV4.test(text)
}

/** Any form of RFC 4291 section 2.2, without a zone and without brackets. */
export function isIpv6(text: string): boolean {
  if (text.length > 45) return false
  const [left, right, ...more] = text.split('::')
  if (left === undefined || more.length > 0) return false
  const head = groupsOf(left, right === undefined)
  const tail = right === undefined ? 0 : groupsOf(right, true)
  if (head === null || tail === null) return false
  // "::" stands for at least one group.
  return right === undefined ? head === 8 : head + tail <= 7
}

export function isIpLiteral(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

/** How many 16-bit groups a part holds; an IPv4 address counts for two, and stands only at the very end. */
function groupsOf(part: string, last: boolean): number | null {
  if (part === '') return 0
  const groups = part.split(':')
  const dotted = last && isIpv4(groups.at(-1) ?? '')
  const plain = dotted ? groups.slice(0, -1) : groups
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  return plain.length + (dotted ? 2 : 0)
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535
}

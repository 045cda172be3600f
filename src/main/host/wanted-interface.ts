/** A network interface as people name it on a command line. */
import { isIPv4, isIPv6, SocketAddress } from 'node:net'

/** Longer than any system's: Windows calls them "Local Area Connection 2". */
const MAX_NAME = 256

/**
 * The name of an interface, or one of its addresses, IPv6 in its usual spelling and without a zone. Which interfaces there
 * are is another question: one may be connected later. Null for what is neither.
 */
export function wantedInterface(text: string): string | null {
  const word = text.trim()
  const address = word.replace(/%.*$/, '')
  if (isIPv6(address)) return new SocketAddress({ address, family: 'ipv6' }).address
  // Digits and dots alone that are no address are a slip of the finger, and no interface is called so.
  const isMistyped = /^[\d.]*$/.test(word) && !isIPv4(word)
  return isMistyped || word.length > MAX_NAME || /\p{Cc}/u.test(word) ? null : word
}

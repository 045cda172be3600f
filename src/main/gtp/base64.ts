/** Base64 (RFC 4648 section 4) with padding, in the one canonical form. For short strings: keys and signatures. */
import { GtpError } from './types.ts'

export function encodeBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

/** Refuses, as `kind` and naming `field`, whatever encodeBase64 would not have written. */
export function decodeBase64(text: string, kind: GtpError['kind'], field: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length > 4096) {
    throw new GtpError(kind, `${field} is not base64`)
  }
  let bytes: Uint8Array
  try {
    bytes = Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0))
  } catch {
    throw new GtpError(kind, `${field} is not base64`)
  }
  // atob takes leftover bits and missing padding; a second spelling of one key would be a second identity.
  if (encodeBase64(bytes) !== text) throw new GtpError(kind, `${field} is not canonical base64`)
  return bytes
}

/** Byte strings: hex, text, comparison. Everything here works on Uint8Array, without Node's Buffer. */
import type { Hex } from '../../shared/model.ts'
import { GtpError } from './types.ts'

const encoder = new TextEncoder()
// Without ignoreBOM a leading U+FEFF would vanish, and two different byte strings would read the same.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** UTF-8 bytes of well-formed text. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Text of UTF-8 bytes; malformed UTF-8 is refused as `kind`, naming `field`. */
export function decodeUtf8(bytes: Uint8Array, kind: GtpError['kind'], field: string): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new GtpError(kind, `${field} is not UTF-8`)
  }
}

/** Lower-case hex digits of bytes. */
export function toHex(bytes: Uint8Array): Hex {
  let hex = ''
  for (const byte of bytes) hex += HEX_OF_BYTE[byte]
  return hex
}

/** Whether `text` is `length` bytes as lower-case hex digits. */
export function isHex(text: string, length: number): boolean {
  return text.length === 2 * length && /^[0-9a-f]*$/.test(text)
}

/** Bytes of lower-case hex digits; anything but exactly `length` bytes is refused as `kind`, naming `field`. */
export function fromHex(hex: Hex, length: number, kind: GtpError['kind'], field: string): Uint8Array {
  if (!isHex(hex, length)) throw new GtpError(kind, `${field} is not ${2 * length} lower-case hex digits`)
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

/** One byte string made of several, in order. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Below, at or above zero as `a` sorts before, with or after `b`, byte by byte; a prefix sorts first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0
}

/** Order of two texts by their UTF-8 bytes (JavaScript's own order is by UTF-16 units). */
export function compareUtf8(a: string, b: string): number {
  return a === b ? 0 : compareBytes(encodeUtf8(a), encodeUtf8(b))
}

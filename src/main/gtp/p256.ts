/** Facts of the curve P-256 (FIPS 186-4, D.1.2.3) that checks of keys and signatures need. No secrets pass here. */
import { toHex } from './bytes.ts'

const FIELD = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const COORDINATE_BYTES = 32

/** Whether big-endian x and y, 32 bytes each, satisfy y² = x³ − 3x + b. */
export function isOnP256(x: Uint8Array, y: Uint8Array): boolean {
  const [left, right] = [integerOf(y), integerOf(x)]
  if (left >= FIELD || right >= FIELD) return false
  return (left * left - (right * right * right - 3n * right + B)) % FIELD === 0n
}

/** Whether r and s of a raw signature (r‖s, 64 bytes) are in range, and s in the lower half of the order. */
export function isLowS(signature: Uint8Array): boolean {
  const [r, s] = [integerOf(signature.subarray(0, 32)), integerOf(signature.subarray(32))]
  return r > 0n && r < ORDER && s > 0n && s <= ORDER / 2n
}

/**
 * The same signature with s in the lower half. (r, s) and (r, order − s) are both valid for one message: if both were
 * accepted, anybody could make a second object out of a publisher's one, and it would look like equivocation.
 */
export function toLowS(signature: Uint8Array): Uint8Array {
  const s = integerOf(signature.subarray(32))
  if (s <= ORDER / 2n) return signature
  const low = signature.slice()
  let rest = ORDER - s
  for (let at = 2 * COORDINATE_BYTES - 1; at >= COORDINATE_BYTES; at--) {
    low[at] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return low
}

function integerOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${toHex(bytes)}`)
}

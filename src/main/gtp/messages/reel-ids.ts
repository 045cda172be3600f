/**
 * Reel IDs between bytes and hex. A connection names the same one or two in every message: the last ones are remembered,
 * and who looks one up afterwards does so with the same string each time.
 */
import type { Hex } from '../../../shared/model.ts'
import { equalBytes, fromHex, toHex } from '../bytes.ts'
import { HASH_BYTES } from '../limits.ts'

const MAX_REMEMBERED = 4

interface ReelId {
  readonly hex: Hex
  readonly bytes: Uint8Array
}

/** The newest first. */
const remembered: ReelId[] = []

function remember(id: ReelId): ReelId {
  remembered.unshift(id)
  remembered.length = Math.min(remembered.length, MAX_REMEMBERED)
  return id
}

/** @param bytes HASH_BYTES of them */
export function hexOfReel(bytes: Uint8Array): Hex {
  const known = remembered.find((id) => equalBytes(id.bytes, bytes))
  return (known ?? remember({ hex: toHex(bytes), bytes: bytes.slice() })).hex
}

/** HASH_BYTES bytes that nobody may change. Throws GtpError for anything but a hash. */
export function bytesOfReel(hex: Hex): Uint8Array {
  const known = remembered.find((id) => id.hex === hex)
  return (known ?? remember({ hex, bytes: fromHex(hex, HASH_BYTES, 'message', 'a hash') })).bytes
}

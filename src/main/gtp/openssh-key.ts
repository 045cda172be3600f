/**
 * P-256 public keys in three shapes: the uncompressed point (65 bytes), SPKI in DER (RFC 5480), and OpenSSH's line
 * "ecdsa-sha2-nistp256 BASE64" (RFC 5656 section 3.1). One key has one form of each; anything else is refused.
 */
import { decodeBase64, encodeBase64 } from './base64.ts'
import { concatBytes, encodeUtf8, equalBytes } from './bytes.ts'
import { isOnP256 } from './p256.ts'
import { sshString } from './ssh-wire.ts'
import { GtpError } from './types.ts'

export const KEY_TYPE = 'ecdsa-sha2-nistp256'
const CURVE = 'nistp256'
const POINT_BYTES = 65
const BLOB_PREFIX = concatBytes([
  sshString(encodeUtf8(KEY_TYPE)),
  sshString(encodeUtf8(CURVE)),
  Uint8Array.of(0, 0, 0, POINT_BYTES),
])
/** SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING of the point that follows }. */
const SPKI_PREFIX = Uint8Array.of(
  ...[0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
  ...[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00],
)

/** SPKI of an uncompressed point. Throws GtpError 'key' if it is none, or not on the curve. */
export function spkiFromPoint(point: Uint8Array): Uint8Array {
  if (point.length !== POINT_BYTES || point[0] !== 4) {
    throw new GtpError('key', 'the key is not an uncompressed P-256 point')
  }
  if (!isOnP256(point.subarray(1, 33), point.subarray(33))) {
    throw new GtpError('key', 'the key is not a point of P-256')
  }
  return concatBytes([SPKI_PREFIX, point])
}

/** The uncompressed point in an SPKI. Throws GtpError 'key' for anything but P-256 in the one canonical form. */
export function pointFromSpki(spki: Uint8Array): Uint8Array {
  const point = spki.slice(SPKI_PREFIX.length)
  if (!equalBytes(spki, spkiFromPoint(point))) throw new GtpError('key', 'the key is not a P-256 SPKI')
  return point
}

/** "ecdsa-sha2-nistp256 BASE64", without a comment. Throws GtpError 'key'. */
export function opensshKeyFromSpki(spki: Uint8Array): string {
  return `${KEY_TYPE} ${encodeBase64(keyBlobFromPoint(pointFromSpki(spki)))}`
}

/** SPKI of the key in an OpenSSH line. Throws GtpError 'key' for comments, options, other types, loose base64. */
export function spkiFromOpensshKey(line: string): Uint8Array {
  const prefix = `${KEY_TYPE} `
  if (!line.startsWith(prefix)) throw new GtpError('key', `the key is not "${KEY_TYPE} BASE64"`)
  return spkiFromPoint(pointFromKeyBlob(decodeBase64(line.slice(prefix.length), 'key', 'the key')))
}

/** The key as SSH puts it on the wire: type, curve and point. */
export function keyBlobFromPoint(point: Uint8Array): Uint8Array {
  return concatBytes([BLOB_PREFIX, point])
}

/** The point in a key blob; it is not checked to be on the curve. */
export function pointFromKeyBlob(blob: Uint8Array): Uint8Array {
  if (!equalBytes(blob.subarray(0, BLOB_PREFIX.length), BLOB_PREFIX)) {
    throw new GtpError('key', `the key is not of type ${KEY_TYPE}`)
  }
  return blob.slice(BLOB_PREFIX.length)
}

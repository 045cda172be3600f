/** Hashes and signature checks: the one door from the protocol to Node. Nothing here makes keys, signs, or is random. */
import { createHash, verify } from 'node:crypto'
import type { Hex } from '../../shared/model.ts'
import { encodeBase64 } from './base64.ts'
import { pointFromSpki, spkiFromOpensshKey } from './openssh-key.ts'

/** SHA-1 as 40 hex digits: repo hashes and object names of git. */
export function sha1(bytes: Uint8Array): Hex {
  return createHash('sha1').update(bytes).digest('hex')
}

/** SHA-256 as 64 hex digits. */
export function sha256(bytes: Uint8Array): Hex {
  return createHash('sha256').update(bytes).digest('hex')
}

/** SHA-1, 20 bytes. */
export function sha1Bytes(bytes: Uint8Array): Uint8Array {
  return digestBytes('sha1', bytes)
}

/** SHA-256, 32 bytes. */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return digestBytes('sha256', bytes)
}

/** SHA-512, 64 bytes: the hash inside SSH signatures that ssh-keygen makes. */
export function sha512Bytes(bytes: Uint8Array): Uint8Array {
  return digestBytes('sha512', bytes)
}

/**
 * Whether `signature` (r‖s, 64 bytes, IEEE P1363) is ECDSA P-256 with SHA-256 over `data`.
 * @param publicKey an OpenSSH line, or SPKI in DER; throws GtpError 'key' if it is neither
 */
export function verifyP256(publicKey: string | Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  const key = `-----BEGIN PUBLIC KEY-----\n${encodeBase64(spkiOf(publicKey))}\n-----END PUBLIC KEY-----\n`
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/**
 * First 20 bytes of SHA-256 of the key's SPKI, 40 hex digits (GTP/0.2 section 3).
 * @param publicKey an OpenSSH line, or SPKI in DER; throws GtpError 'key' if it is neither
 */
export function peerIdOf(publicKey: string | Uint8Array): Hex {
  return sha256(spkiOf(publicKey)).slice(0, 40)
}

function spkiOf(publicKey: string | Uint8Array): Uint8Array {
  if (typeof publicKey === 'string') return spkiFromOpensshKey(publicKey)
  pointFromSpki(publicKey)
  return publicKey
}

function digestBytes(algorithm: 'sha1' | 'sha256' | 'sha512', bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(algorithm).update(bytes).digest())
}

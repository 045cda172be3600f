/**
 * SSH signatures (OpenSSH's PROTOCOL.sshsig, version 1) in git's namespace, by P-256 keys: what `git verify-tag` and
 * `ssh-keygen -Y verify` accept. One signature has one armour; anything else is refused.
 */
import { decodeBase64, encodeBase64 } from './base64.ts'
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes } from './bytes.ts'
import { sha256Bytes, sha512Bytes, verifyP256 } from './crypto.ts'
import { KEY_TYPE, keyBlobFromPoint, opensshKeyFromSpki, pointFromKeyBlob } from './openssh-key.ts'
import { pointFromSpki, spkiFromOpensshKey, spkiFromPoint } from './openssh-key.ts'
import { sshMpint, SshReader, sshString, sshUint32 } from './ssh-wire.ts'
import { GtpError } from './types.ts'

export const ARMOUR_BEGIN = '-----BEGIN SSH SIGNATURE-----'
const ARMOUR_END = '-----END SSH SIGNATURE-----'
const ARMOUR_COLUMNS = 70
const MAGIC = encodeUtf8('SSHSIG')
const VERSION = 1
const NAMESPACE = 'git'
const NUMBER_BYTES = 32

export interface SshSignature {
  /** "ecdsa-sha2-nistp256 BASE64". */
  readonly publicKey: string
  /** Hash of the message; the signature itself is over SHA-256 in any case. */
  readonly hash: 'sha256' | 'sha512'
  /** r‖s, 64 bytes. */
  readonly signature: Uint8Array
}

/** The bytes that an ECDSA key signs for `message`. */
export function sshsigInput(message: Uint8Array, hash: SshSignature['hash']): Uint8Array {
  const digest = hash === 'sha256' ? sha256Bytes(message) : sha512Bytes(message)
  return concatBytes([
    MAGIC,
    ...[NAMESPACE, '', hash].map((text) => sshString(encodeUtf8(text))),
    sshString(digest),
  ])
}

/** The armour, each of its lines ended by a newline. */
export function encodeSshsig({ publicKey, hash, signature }: SshSignature): string {
  const numbers = concatBytes([
    sshMpint(signature.subarray(0, NUMBER_BYTES)),
    sshMpint(signature.subarray(NUMBER_BYTES)),
  ])
  const blob = concatBytes([
    MAGIC,
    sshUint32(VERSION),
    sshString(keyBlobFromPoint(pointFromSpki(spkiFromOpensshKey(publicKey)))),
    ...[NAMESPACE, '', hash].map((text) => sshString(encodeUtf8(text))),
    sshString(concatBytes([sshString(encodeUtf8(KEY_TYPE)), sshString(numbers)])),
  ])
  const lines = encodeBase64(blob).match(new RegExp(`.{1,${ARMOUR_COLUMNS}}`, 'g')) ?? []
  return [ARMOUR_BEGIN, ...lines, ARMOUR_END, ''].join('\n')
}

/** Throws GtpError 'signature' or 'key' for whatever encodeSshsig would not have written. */
export function decodeSshsig(armour: string): SshSignature {
  const body = armour.slice(ARMOUR_BEGIN.length, -ARMOUR_END.length - 1)
  const parts = readBlob(decodeBase64(body.replaceAll('\n', ''), 'signature', 'the signature'))
  if (encodeSshsig(parts) !== armour)
    throw new GtpError('signature', 'the signature is not in canonical armour')
  return parts
}

/** Whether the key that the signature names made it over `message`. Whose key it is, the caller checks. */
export function verifySshsig(sshsig: SshSignature, message: Uint8Array): boolean {
  return verifyP256(sshsig.publicKey, sshsigInput(message, sshsig.hash), sshsig.signature)
}

function readBlob(blob: Uint8Array): SshSignature {
  const reader = new SshReader(blob)
  if (!equalBytes(reader.take(MAGIC.length), MAGIC))
    throw new GtpError('signature', 'this is not an SSH signature')
  if (reader.uint32() !== VERSION) throw new GtpError('signature', 'the signature is of another version')
  const publicKey = opensshKeyFromSpki(spkiFromPoint(pointFromKeyBlob(reader.string())))
  if (text(reader) !== NAMESPACE) throw new GtpError('signature', `the signature is not for ${NAMESPACE}`)
  reader.string() // reserved; the canonical form has nothing in it
  const hash = text(reader)
  if (hash !== 'sha256' && hash !== 'sha512') throw new GtpError('signature', 'the hash is not known')
  const signature = readSignature(new SshReader(reader.string()))
  reader.end()
  return { publicKey, hash, signature }
}

function readSignature(reader: SshReader): Uint8Array {
  if (text(reader) !== KEY_TYPE) throw new GtpError('signature', `the signature is not of type ${KEY_TYPE}`)
  const numbers = new SshReader(reader.string())
  reader.end()
  const signature = concatBytes([numbers.mpint(NUMBER_BYTES), numbers.mpint(NUMBER_BYTES)])
  numbers.end()
  return signature
}

function text(reader: SshReader): string {
  return decodeUtf8(reader.string(), 'signature', 'a field of the signature')
}

import { concatBytes, encodeUtf8 } from '../bytes.ts'
import { MAX_REFERENCES_OBJECT } from '../limits.ts'
import { toLowS } from '../p256.ts'
import { encodeSshsig, sshsigInput } from '../sshsig.ts'
import { GtpError, type References } from '../types.ts'
import { buildReferencesPayload } from './build-payload.ts'

const HASH = 'sha256'

/**
 * A references object: an annotated tag that `git verify-tag` accepts.
 * @param sign      ECDSA P-256 with SHA-256 over the given bytes: r‖s, 64 bytes (IEEE P1363)
 * @param publicKey "ecdsa-sha2-nistp256 BASE64" of the same key
 * Throws GtpError 'references' or 'limit' for what verifyReferences would refuse.
 */
export function signReferences(
  references: References,
  sign: (data: Uint8Array) => Uint8Array,
  publicKey: string,
): Uint8Array {
  const payload = buildReferencesPayload(references)
  const signature = toLowS(new Uint8Array(sign(sshsigInput(payload, HASH))))
  const object = concatBytes([payload, encodeUtf8(encodeSshsig({ publicKey, hash: HASH, signature }))])
  if (object.length > MAX_REFERENCES_OBJECT) {
    throw new GtpError('limit', `the references are longer than ${MAX_REFERENCES_OBJECT} bytes`)
  }
  return object
}

import { type KeyObject, type X509Certificate } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { peerIdOf } from '../gtp/crypto.ts'

/** Whether a key of either kind is on P-256 (in OpenSSL's words, prime256v1). */
export const isP256 = (key: KeyObject): boolean => key.asymmetricKeyDetails?.namedCurve === 'prime256v1'

/**
 * Who a TLS peer is: first 20 bytes of SHA-256 of its certificate's SPKI, 40 hex digits (GTP/0.2 section 3). TLS has
 * proved that the peer holds the key; nothing else in the certificate means anything.
 * @param certificate undefined where the peer sent none
 * Throws AppError BAD_SIGNATURE for no certificate, and for keys other than P-256 in their one canonical form.
 */
export function identityOfPeer(certificate: X509Certificate | undefined): Hex {
  if (!certificate) throw refused('the other side showed no certificate')
  try {
    const key = certificate.publicKey
    if (isP256(key)) return peerIdOf(key.export({ type: 'spki', format: 'der' }))
  } catch {
    // A key that can't be read is refused like one of another kind.
  }
  throw refused("the other side's key is not a P-256 key")
}

const refused = (message: string) =>
  new AppError('BAD_SIGNATURE', message, 'check that it runs a current GitTorrent')

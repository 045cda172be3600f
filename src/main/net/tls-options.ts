import { constants } from 'node:crypto'
import type { TlsOptions } from 'node:tls'

/** What a link speaks after the handshake; a peer that doesn't name it is refused. */
export const ALPN = 'gtp/0.2'

export interface Credentials {
  readonly privateKeyPem: string
  readonly certificatePem: string
}

/**
 * TLS as both sides of a link want it (GTP/0.2 section 7): 1.3 alone, no tickets. Certificates are not judged by their
 * issuer, since the key is the identity: identityOfPeer judges it, before any byte is handed on.
 */
export const tlsOptions = ({ privateKeyPem, certificatePem }: Credentials) =>
  ({
    key: privateKeyPem,
    cert: certificatePem,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    ALPNProtocols: [ALPN],
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_TICKET,
  }) satisfies TlsOptions

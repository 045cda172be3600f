import { constants } from 'node:crypto'
import { createSecureContext, type TlsOptions } from 'node:tls'

/** What a link speaks after the handshake. */
export const ALPN = 'gtp/0.2'
const ALPN_FORM = /^gtp\/\d{1,3}\.\d{1,3}$/

/**
 * What a listener takes of what is offered: its own, or else another version of it, in which nothing but hello and goodbye
 * is said (GTP/0.2 section 7), so that both users can be told. Undefined: none of them.
 */
export const chooseProtocol = (offered: readonly string[]): string | undefined =>
  offered.includes(ALPN) ? ALPN : offered.find((protocol) => ALPN_FORM.test(protocol))

/** "GTP/0.3" of "gtp/0.3"; null for what is no version of it. */
export const versionOf = (protocol: string | false | null): string | null =>
  protocol && ALPN_FORM.test(protocol) ? protocol.toUpperCase() : null

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

/** The same for many calls: their context is made once, for that takes longer than a handshake. */
export const dialOptions = (credentials: Credentials) => {
  const options = tlsOptions(credentials)
  return { ...options, secureContext: createSecureContext(options) }
}

export type DialOptions = ReturnType<typeof dialOptions>

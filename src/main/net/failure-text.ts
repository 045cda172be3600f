const TEXTS: Readonly<Record<string, string>> = {
  ECONNRESET: 'the other side broke off the connection',
  EPIPE: 'the other side broke off the connection',
  ECONNREFUSED: 'nothing answers there',
  EHOSTUNREACH: 'that computer is not to be found on this network',
  EHOSTDOWN: 'that computer is not to be found on this network',
  ENETUNREACH: 'this computer is not on that network',
  EADDRNOTAVAIL: 'this computer is not on that network',
  ENETDOWN: 'this computer is not on a network',
  ETIMEDOUT: 'the other side does not answer',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the other side speaks no TLS 1.3',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the other side speaks no TLS 1.3',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the other side does not speak TLS',
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'the other side does not speak GTP/0.2',
}

/** A socket's error as people read it, no full stop at the end. */
export function failureText(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) return error.message
  return (
    TEXTS[code] ??
    (code.startsWith('ERR_SSL_') ? 'the encryption failed' : 'the connection failed') + ` (${code})`
  )
}

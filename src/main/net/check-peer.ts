import type { TLSSocket } from 'node:tls'
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { identityOfPeer } from './peer-identity.ts'
import { ALPN, versionOf } from './tls-options.ts'

/**
 * Who is at the other end of a finished handshake, 40 hex digits; which version it speaks is the link's to tell. Throws AppError BAD_SIGNATURE or UNSUPPORTED_FORMAT
 * for a resumed session (it proves no key), another protocol inside, or a peer without a fit key.
 */
export function checkPeer(socket: TLSSocket): Hex {
  if (socket.getProtocol() !== 'TLSv1.3' || versionOf(socket.alpnProtocol) === null) {
    throw new AppError(
      'UNSUPPORTED_FORMAT',
      `the other side does not speak ${ALPN.toUpperCase()}`,
      'check that it runs a current GitTorrent',
    )
  }
  if (socket.isSessionReused()) {
    throw new AppError('BAD_SIGNATURE', 'the other side resumed an old session', 'connect again')
  }
  return identityOfPeer(socket.getPeerX509Certificate())
}

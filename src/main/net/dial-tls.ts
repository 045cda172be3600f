import { connect } from 'node:tls'
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { PROTOCOL_VERSION } from '../gtp/limits.ts'
import { hostAndPort, isDialable } from './address.ts'
import { checkPeer } from './check-peer.ts'
import { failureText } from './failure-text.ts'
import { DIAL_TIMEOUT } from './limits.ts'
import { TlsLink } from './tls-link.ts'
import type { DialOptions } from './tls-options.ts'

/**
 * Connects to a peer and learns who it is.
 * @param address IP literal; AppError BAD_INPUT for a name
 * @param expect  AppError BAD_SIGNATURE for anybody else
 * @param signal  gives up with CANCELLED
 * AppError OTHER_VERSION for a peer that does not speak GTP/0.2, NO_PEERS where nobody answers within DIAL_TIMEOUT.
 */
export function dialTls(
  options: DialOptions,
  address: string,
  port: number,
  expect: Hex | undefined,
  signal: AbortSignal,
): Promise<TlsLink> {
  const place = hostAndPort(address, port)
  return new Promise((resolve, reject) => {
    if (!isDialable(address)) {
      return reject(
        new AppError('BAD_INPUT', `${address} is not an IP address`, 'give the address in numbers'),
      )
    }
    const socket = connect({
      ...options,
      host: address,
      port,
      checkServerIdentity: () => undefined,
    })
    socket.setNoDelay(true)

    const fail = (error: AppError) => {
      settle()
      // An error that comes after this one has nobody to tell.
      socket.on('error', () => undefined)
      socket.destroy()
      reject(error)
    }
    const unreachable = (why: string) =>
      new AppError('NO_PEERS', `${place} can't be reached: ${why}`, 'check that it is on and on your network')
    const onError = (error: NodeJS.ErrnoException) =>
      fail(error.code === NO_COMMON_VERSION ? foreign(place) : unreachable(failureText(error)))
    const onClose = () => fail(unreachable('it closed the connection'))
    const onAbort = () => fail(new AppError('CANCELLED', `the call to ${place} was given up`, 'call again'))
    const timer = setTimeout(() => fail(unreachable('no answer in time')), DIAL_TIMEOUT)
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.off('error', onError).off('close', onClose)
    }
    socket.on('error', onError).on('close', onClose)
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) return onAbort()

    socket.once('secureConnect', () => {
      try {
        const peerId = checkPeer(socket)
        if (expect !== undefined && peerId !== expect) throw stranger(place, peerId, expect)
        settle()
        // Here and now: what happens to the socket from here on has the link to tell.
        resolve(new TlsLink(socket, peerId, true))
      } catch (error) {
        fail(AppError.of(error))
      }
    })
  })
}

/** How TLS says that the listener speaks none of what was offered. */
const NO_COMMON_VERSION = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'

const foreign = (place: string) =>
  new AppError(
    'OTHER_VERSION',
    `${place} does not speak ${PROTOCOL_VERSION}`,
    'update GitTorrent on both computers',
  )

const stranger = (place: string, peerId: Hex, expected: Hex) =>
  new AppError(
    'BAD_SIGNATURE',
    `${place} is somebody else than expected`,
    'ask for a new link: that computer has changed its address or its key',
    { peerId, expected },
  )

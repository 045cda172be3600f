/** Who has a whole /64 of IPv6 addresses is one stranger, not 2^64 of them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createAcceptor } from './accept.ts'
import { createPublicHttp } from './http/public-http.ts'
import type { PublicSource } from './http/source.ts'
import { HTTP_REQUESTS_BURST, MAX_HALF_OPEN, MAX_HALF_OPEN_PER_ADDRESS } from './limits.ts'

const ofOneNetwork = (index: number) => `2001:db8:0:7::${(index + 1).toString(16)}`
const ofMany = (index: number) => `2001:db8:0:${(index + 1).toString(16)}::1`

function socketFrom(address: string): Socket {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: address })
  return socket
}

describe('addresses of one /64', () => {
  const acceptor = () =>
    createAcceptor(
      { privateKeyPem: '', certificatePem: '' },
      () => {},
      () => {},
    )
  const taken = (addressOf: (index: number) => string, count: number) => {
    const { accept, close } = acceptor()
    const sockets = Array.from({ length: count }, (_, index) => socketFrom(addressOf(index)))
    sockets.forEach(accept)
    const open = sockets.filter(({ destroyed }) => !destroyed).length
    close()
    return open
  }

  it('share the places of connections whose other end is not known yet', () => {
    expect(taken(ofOneNetwork, MAX_HALF_OPEN_PER_ADDRESS + 5)).toBe(MAX_HALF_OPEN_PER_ADDRESS)
    expect(taken(ofMany, MAX_HALF_OPEN_PER_ADDRESS + 5)).toBe(MAX_HALF_OPEN_PER_ADDRESS + 5)
  })

  it('give way to an address that has fewer, where all places are taken', () => {
    const { accept, close } = acceptor()
    const crowd = Array.from({ length: MAX_HALF_OPEN }, (_, index) => socketFrom(ofMany(index % 10)))
    const newcomer = socketFrom(ofMany(10))
    for (const socket of [...crowd, newcomer]) accept(socket)
    const ended = crowd.filter(({ destroyed }) => destroyed)
    expect(newcomer.destroyed).toBe(false)
    expect(ended).toHaveLength(1)
    close()
  })

  it('share the rate of requests', () => {
    const answers = (addressOf: (index: number) => string) => {
      const onHttp = createPublicHttp({} as PublicSource)
      const statuses: number[] = []
      for (let index = 0; index <= HTTP_REQUESTS_BURST; index++) {
        const request = { method: 'PUT', socket: { remoteAddress: addressOf(index) }, headers: {} }
        const response = { writeHead: (status: number) => void statuses.push(status), end: () => {} }
        onHttp(
          request as unknown as IncomingMessage,
          response as unknown as ServerResponse & { req: IncomingMessage },
        )
      }
      return statuses
    }
    expect(answers(ofMany)).not.toContain(429)
    expect(answers(ofOneNetwork).at(-1)).toBe(429)
  })
})

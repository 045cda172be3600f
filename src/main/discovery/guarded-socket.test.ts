import type { Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { GuardedSocket } from './guarded-socket.ts'

describe('the guarded socket', () => {
  it('sends names compressed', () => {
    const sent: string[] = []
    const udp = Object.assign(new EventEmitter(), {
      send: (bytes: Buffer, offset: number, length: number) =>
        sent.push(bytes.subarray(offset, offset + length).toString('hex')),
    })
    const socket = new GuardedSocket({
      ...{ admit: () => true, sent: () => undefined, udp: () => udp as unknown as Socket },
    })
    const question = '0161056c6f63616c00' + '000c0001'
    const bytes = Buffer.from(`00${'000000000002000000000000'}${question}${question}ff`, 'hex')
    socket.send(bytes, 1, bytes.length - 2, 5_353, '224.0.0.251', () => undefined)
    expect(sent).toEqual([`000000000002000000000000${question}c00c000c0001`])
  })
})

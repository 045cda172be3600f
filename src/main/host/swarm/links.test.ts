/** What many connections begin to send, and never end, is bounded in all. */
import { expect, it } from 'vitest'
import type { Input } from '../../engine/types.ts'
import { MESSAGE_TYPES } from '../../gtp/messages/message-types.ts'
import { createMemoryNetwork } from '../../net/memory-transport.ts'
import { createBlockBuffers } from './block-buffers.ts'
import { createLinks, MAX_OPEN_FRAMES, MAX_UNSENT } from './links.ts'

const LINKS = 40
const { number, maxPayload } = MESSAGE_TYPES['references-object']

/** Of the largest frame: its length, its type, and the first byte of what it says. */
function beginning(): Uint8Array {
  const bytes = new Uint8Array(6)
  new DataView(bytes.buffer).setUint32(0, maxPayload + 1)
  bytes[4] = number
  return bytes
}

/** A node, those who call it, and why connections to it ended. */
async function called() {
  const network = createMemoryNetwork()
  const node = (peerId: string, address: string) => network.transport({ peerId, address })
  const own = node('00', '10.0.0.1')
  const up = new Map<number, string>()
  const reasons = new Set<string>()
  const links = createLinks(own, createBlockBuffers(), (input: Input) => {
    if (input.type === 'link-up') up.set(input.link, input.address)
    if (input.type === 'link-down') {
      up.delete(input.link)
      reasons.add(input.reason)
    }
  })
  const port = await own.listen(0)
  const call = (peerId: string, address: string) => node(peerId, address).dial('10.0.0.1', port)
  return { links, up, reasons, call }
}

it('of an address that begins one large frame after another, some connections go, and those of others stay', async () => {
  const { up, reasons, call } = await called()
  const open = async (peerId: string, address: string) => {
    const link = await call(peerId, address)
    link.onBytes(() => {})
    link.write([beginning()])
  }
  await open('honest', '10.0.0.2')
  for (let count = 0; count < LINKS; count++) await open(`hostile ${count}`, '10.0.0.9')
  const fit = Math.floor(MAX_OPEN_FRAMES / maxPayload)
  expect(fit).toBeLessThan(LINKS)
  await expect.poll(() => up.size).toBe(fit)
  expect([...up.values()]).toContain('10.0.0.2')
  expect([...reasons]).toEqual(['too much of what it sends is under way'])
})

it('of an address that reads nothing of what it asked for, some connections go, and those of others stay', async () => {
  const { links, up, reasons, call } = await called()
  await call('honest', '10.0.0.2')
  for (let count = 0; count < 8; count++) await call(`hostile ${count}`, '10.0.0.9')
  await expect.poll(() => up.size).toBe(9)
  const answer = new Uint8Array(50 * 1024 * 1024)
  const [honest, ...hostile] = [...up.keys()]
  for (const link of [honest!, ...hostile]) links.sendFrame(link, answer)
  const fit = Math.floor(MAX_UNSENT / answer.length)
  await expect.poll(() => up.size).toBe(fit)
  expect(up.has(honest!)).toBe(true)
  expect([...reasons]).toEqual(['it reads too slowly'])
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AdvertisedService } from './advertised-services.ts'
import type { OutgoingRecord, Server } from './bonjour-internals.ts'
import { UPDATE_INTERVAL } from './limits.ts'
import { createPublisher } from './publisher.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A publisher, and the packets that left: of each, its TXT records' services. */
function make() {
  const packets: string[][] = []
  const server = {
    registry: {},
    register: () => undefined,
    mdns: {
      respond: (records: readonly OutgoingRecord[]) =>
        void packets.push(
          records.filter(({ type }) => type === 'TXT').map(({ name }) => name.split('.')[0]!),
        ),
    },
  } as unknown as Server
  return { publisher: createPublisher(server, ['10.0.0.1']), packets }
}

const NAMES = ['node', 'wine', 'beer', 'rum', 'gin', 'ale']
const services = (seq: (at: number) => number): AdvertisedService[] =>
  NAMES.map((instance, at) => ({ instance, host: 'here.local', port: 1, txt: { seq: String(seq(at)) } }))

it('a node says what is new in one packet, and once more a second later', () => {
  const { publisher, packets } = make()
  publisher.set(services(() => 1))
  expect(packets).toEqual([NAMES])
  vi.advanceTimersByTime(60_000)
  expect(packets).toEqual([NAMES, NAMES])
})

it('all services of a node together change at most once a second', () => {
  const { publisher, packets } = make()
  publisher.set(services(() => 1))
  vi.advanceTimersByTime(10 * UPDATE_INTERVAL)
  packets.length = 0
  // Every 100 ms another one of them changes, for six seconds.
  const seqs = NAMES.map(() => 1)
  for (let turn = 0; turn < 60; turn++) {
    seqs[turn % NAMES.length]!++
    publisher.set(services((at) => seqs[at]!))
    vi.advanceTimersByTime(100)
  }
  expect(packets.length).toBeLessThanOrEqual(7)
  packets.length = 0
  vi.advanceTimersByTime(60_000)
  // The last changes, and once more what they were.
  expect(packets.length).toBeLessThanOrEqual(2)
  expect(publisher.services().map(({ txt }) => Number((txt as { seq: string }).seq))).toEqual(seqs)
})

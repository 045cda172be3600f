import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSharedRoom } from './shared-room.ts'

it('holds what fits', () => {
  const room = createSharedRoom<number>(10)
  expect([room.hold(1, '10.0.0.1', 5), room.hold(2, '10.0.0.2', 5)]).toEqual([[], []])
  // The next frame of a link takes the place of the one before.
  expect(room.hold(2, '10.0.0.2', 4)).toEqual([])
  expect(room.hold(3, '10.0.0.3', 1)).toEqual([])
})

it('takes the place back from the address that has most, its largest first', () => {
  const room = createSharedRoom<number>(10)
  room.hold(1, '10.0.0.1', 2)
  room.hold(2, '10.0.0.1', 4)
  room.hold(3, '10.0.0.2', 4)
  expect(room.hold(4, '10.0.0.3', 3)).toEqual([2])
  // Addresses of one IPv6 network count as one.
  const other = createSharedRoom<number>(10)
  other.hold(1, '2001:db8::1', 3)
  other.hold(2, '2001:db8::2', 3)
  expect(other.hold(3, '2001:db8:1::1', 5)).toEqual([1])
})

it('never holds more than there is, whatever comes', () => {
  const deed = fc.tuple(fc.nat(9), fc.nat(3), fc.nat(6))
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const room = createSharedRoom<number>(12)
      const held = new Map<number, number>()
      for (const [link, host, bytes] of deeds) {
        held.set(link, bytes)
        for (const gone of room.hold(link, `10.0.0.${host}`, bytes)) held.set(gone, 0)
        expect([...held.values()].reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(12)
      }
    }),
  )
})

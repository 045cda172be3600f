import { expect, it } from 'vitest'
import { alice, bob, carol } from '../../../shared/samples.ts'
import { toShares } from './shares.ts'

it('orders sources by what they gave', () => {
  const shares = toShares([
    { ...alice, bytes: 100 },
    { ...carol, bytes: 0 },
    { ...bob, bytes: 300 },
  ])
  expect(shares.map(({ name, length, part }) => [name, length, part])).toEqual([
    ['Bob', 1, 0.75],
    ['Alice', 1 / 3, 0.25],
  ])
  expect(toShares([])).toEqual([])
})

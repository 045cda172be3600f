import { expect, it } from 'vitest'
import { sparkPath } from './spark-path.ts'

it('is flat at rest', () => expect(sparkPath([], 2)).toBe('M0.0 20.0L208.0 20.0'))

it('scales to the peak, and rests where there was no sample yet', () => {
  expect(sparkPath([0, 1e6], 2)).toBe('M0.0 20.0L208.0 2.0')
  expect(sparkPath([1e6, 2e6], 3)).toBe('M0.0 20.0L104.0 11.0L208.0 2.0')
})

it('does not make mountains of whispers', () => expect(sparkPath([0, 160], 2)).toBe('M0.0 20.0L208.0 19.8'))

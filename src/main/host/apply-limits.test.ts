import { expect, it } from 'vitest'
import type { Input } from '../engine/types.ts'
import { applyLimits, guestRate } from './apply-limits.ts'
import type { HostContext } from './context.ts'

/** What the engine is told, and what guests may have. */
function told(uploadLimit: number | null, guestsRead: boolean) {
  const inputs: Input[] = []
  const swarm = { input: (input: Input) => inputs.push(input) }
  const settings = { current: { uploadLimit, downloadLimit: null } }
  const context = { swarm, settings, guestsRead } as unknown as HostContext
  applyLimits(context)
  return { inputs, guests: guestRate(context) }
}

it('guests and the swarm together have no more than the user gives', () => {
  expect(told(1_000_000, false).inputs).toEqual([{ type: 'limits', up: 1_000_000, down: null }])
  const { inputs, guests } = told(1_000_000, true)
  expect(inputs).toEqual([{ type: 'limits', up: 500_000, down: null }])
  expect(guests).toBe(500_000)
  expect(told(null, true)).toEqual({ inputs: [{ type: 'limits', up: null, down: null }], guests: null })
  expect(told(1, true)).toMatchObject({ inputs: [{ up: 1 }], guests: 1 })
})

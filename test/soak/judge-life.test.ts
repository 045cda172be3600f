/** The soak tells what grows from what stays as it is. */
import { expect, it } from 'vitest'
import { complaints, verdicts } from '../../soak/judge-life.ts'
import type { Sample } from '../../soak/life.ts'

const MINUTE = 60_000

/** A life of an hour. @param change what is otherwise, by the share of it that has passed */
const life = (change: (share: number) => Partial<Sample>, minutes = 60): Sample[] =>
  Array.from({ length: 4 * minutes }, (_, index) => ({
    ...{ at: (index * MINUTE) / 4, held: 30e6, resident: 110e6, descriptors: 30 },
    ...{ sockets: 14, reels: 20, children: 1, timers: 12 },
    ...change(index / (4 * minutes)),
  }))

it('is content with what goes up and down, and with a beginning', () => {
  const waves = (share: number) => ({
    resident: 110e6 + 40e6 * Math.sin(60 * share),
    sockets: 14 + Math.round(6 * Math.sin(90 * share)),
    held: share < 0.1 ? 10e6 : 30e6,
  })
  expect(complaints(life(waves))).toEqual([])
  expect(verdicts(life(waves)).find(({ of }) => of === 'held')).toMatchObject({ first: 30e6, last: 30e6 })
})

it.each(['held', 'resident', 'descriptors', 'sockets', 'children', 'timers'] as const)(
  'tells that %s grow',
  (of) => {
    const most = { held: 80e6, resident: 300e6, descriptors: 120, sockets: 90, children: 20, timers: 90 }[of]
    const [told, ...others] = complaints(life((share) => ({ [of]: Math.round(most * share) })))
    expect(told).toContain(`${of} grew from `)
    expect(others).toEqual([])
  },
)

it('tells of what is too much at any time', () => {
  const peak = (share: number) => (share === 0.5 ? { resident: 900e6, reels: 500 } : {})
  expect(complaints(life(peak))).toEqual([
    expect.stringMatching(/^resident were 900000000/),
    expect.stringMatching(/^reels were 500/),
  ])
})

it('says nothing of a life that was too short', () => {
  expect(verdicts(life(() => ({}), 1))).toEqual([])
})

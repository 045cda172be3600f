/** Whether a process stayed as it was: medians of the first and the last third of its life, its beginning left out. */
import { median } from '../bench/measure.ts'
import type { Sample } from './life.ts'
import * as limits from './limits.ts'

export interface Verdict {
  readonly of: keyof typeof GROWTH
  readonly first: number
  readonly last: number
  readonly max: number
}

const GROWTH = {
  held: limits.MAX_HELD_GROWTH,
  resident: limits.MAX_RESIDENT_GROWTH,
  descriptors: limits.MAX_DESCRIPTORS_GROWTH,
  sockets: limits.MAX_SOCKETS_GROWTH,
  children: limits.MAX_CHILDREN_GROWTH,
  timers: limits.MAX_TIMERS_GROWTH,
} as const

const AT_ANY_TIME = {
  resident: limits.MAX_RESIDENT,
  descriptors: limits.MAX_DESCRIPTORS,
  reels: limits.MAX_REELS,
  children: limits.MAX_CHILDREN,
} as const

/** What is so of a life, number by number; none where it was too short to tell. */
export function verdicts(samples: readonly Sample[]): readonly Verdict[] {
  const length = samples.at(-1)?.at ?? 0
  const warmUp = Math.min(Math.max(limits.WARM_UP_SHARE * length, limits.MIN_WARM_UP), limits.MAX_WARM_UP)
  const warm = samples.filter(({ at }) => at >= warmUp)
  return (Object.keys(GROWTH) as Verdict['of'][]).flatMap((of) => {
    const values = warm.flatMap((sample) => sample[of] ?? [])
    if (values.length < limits.MIN_SAMPLES) return []
    const third = Math.floor(values.length / 3)
    const [first, last] = [median(values.slice(0, third))!, median(values.slice(-third))!]
    return [{ of, first, last, max: Math.max(...values) }]
  })
}

/** What a life did that it may not, for people. */
export function complaints(samples: readonly Sample[]): readonly string[] {
  const grown = verdicts(samples).flatMap(({ of, first, last }) =>
    last - first > GROWTH[of] ? [`${of} grew from ${first} to ${last}: more than ${GROWTH[of]}`] : [],
  )
  const large = (Object.keys(AT_ANY_TIME) as (keyof typeof AT_ANY_TIME)[]).flatMap((of) => {
    const most = samples.reduce((max, sample) => Math.max(max, sample[of]), 0)
    return most > AT_ANY_TIME[of] ? [`${of} were ${most}: more than ${AT_ANY_TIME[of]}`] : []
  })
  return [...grown, ...large]
}

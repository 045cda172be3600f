import type { Measures, Ratio, Way } from './report.ts'

/** The middle one; of an even count, the mean of the two in the middle. Null of nothing, or where one was not measured. */
export function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  if (sorted.length === 0 || sorted.length < values.length) return null
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

/** Medians of all rounds; names that begin with `peak` are limits not to be passed, so of them the highest counts. */
export function summarize<Name extends string>(rounds: readonly Measures<Name>[]): Way<Name> {
  const names = Object.keys(rounds[0] ?? {}) as Name[]
  const summary = (name: Name) => {
    const values = rounds.map((round) => round[name])
    if (!name.startsWith('peak')) return median(values)
    return values.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b)))
  }
  return {
    rounds,
    median: Object.fromEntries(names.map((name) => [name, summary(name)])) as Measures<Name>,
  }
}

export function ratio(
  text: string,
  value: number | null,
  by: number | null,
  limit: number | null = null,
): Ratio {
  return { text, value: value === null || by === null ? null : value / by, limit }
}

/** By how much a figure grew; null where it was not measured. */
export const increase = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : after - before

/** How long something takes, in seconds. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const begun = performance.now()
  const result = await work()
  return { seconds: (performance.now() - begun) / 1000, result }
}

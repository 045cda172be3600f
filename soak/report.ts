import { complaints, verdicts } from './judge-life.ts'
import { diskUse } from './disk-use.ts'
import type { World } from './world.ts'

export interface Summary {
  readonly minutes: number
  readonly seed: number
  readonly isApart: boolean
  readonly commits: number
  readonly done: Readonly<Record<string, number>>
  /** Seconds, each time. */
  readonly converged: readonly number[]
  /** Of one core. */
  readonly cpu: number
  readonly lives: readonly {
    readonly label: string
    readonly minutes: number
    readonly verdicts: ReturnType<typeof verdicts>
  }[]
  readonly data: Readonly<Record<string, ReturnType<typeof diskUse>>>
  readonly problems: readonly string[]
}

export function summarize(world: World, cpu: number): Summary {
  const { options, isApart, commits, done, converged, lives, people } = world
  return {
    ...{ minutes: options.minutes, seed: options.seed, isApart, commits, converged, cpu },
    done: Object.fromEntries([...done].sort()),
    lives: lives.map(({ label, samples }) => ({
      ...{ label, minutes: (samples.at(-1)?.at ?? 0) / 60_000, verdicts: verdicts(samples) },
    })),
    data: Object.fromEntries(people.map(({ label, node }) => [label, diskUse(node.dataDir)])),
    problems: [
      ...world.problems,
      ...lives.flatMap(({ label, samples }) => complaints(samples).map((text) => `${label}: ${text}`)),
    ],
  }
}

const number = (of: string, value: number) =>
  of === 'held' || of === 'resident' ? (value / 1e6).toFixed(1) : value.toFixed(0)

/** For people: the longest lives, what was done, and what isn't as it should be. */
export function print(summary: Summary): string {
  const rows = [...summary.lives]
    .sort((a, b) => b.minutes - a.minutes)
    .slice(0, 12)
    .map(({ label, minutes, verdicts }) => {
      const cells = verdicts.map(
        ({ of, first, last, max }) => `${of} ${number(of, first)} → ${number(of, last)} (${number(of, max)})`,
      )
      return `  ${label.padEnd(9)}${minutes.toFixed(1).padStart(6)} min  ${cells.join(', ')}`
    })
  const data = Object.entries(summary.data).map(
    ([label, { bytes, files }]) => `${label} ${(bytes / 1e6).toFixed(1)} MB in ${files} files`,
  )
  const done = Object.entries(summary.done).map(([name, count]) => `${name} ${count}`)
  return [
    'Lives, the longest first; from the median of the first third to that of the last (the most), MB:',
    ...rows,
    `Data directories: ${data.join(', ')}`,
    `Done: ${done.join(', ')}`,
    `All had all after ${summary.converged.join(', ')} s; ${summary.cpu.toFixed(2)} of a core`,
    ...summary.problems.map((text) => `✗ ${text}`),
    `${summary.minutes} min, seed ${summary.seed}: ${summary.problems.length} problems`,
  ].join('\n')
}

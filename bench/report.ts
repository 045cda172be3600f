/** What the bench tells, in a shape that `--json` writes as it is. Times in seconds, sizes in bytes, speeds in bytes per second. */
import type { Machine } from './machine.ts'

export const partNames = [
  'loopback',
  'swarm',
  'publish',
  'updates',
  'tracker',
  'idle',
  'seeder',
  'guest',
  'attack',
  'half-hostile',
] as const
export type PartName = (typeof partNames)[number]

/** What one way of doing it cost. */
export type Measures<Name extends string = string> = Readonly<Record<Name, number | null>>

/** A way of doing it: each round's measures, and their medians (of peaks: the highest). */
export interface Way<Name extends string = string> {
  readonly rounds: readonly Measures<Name>[]
  readonly median: Measures<Name>
}

/** One figure divided by another, and what it may be at most where a goal is set. */
export interface Ratio {
  readonly text: string
  readonly value: number | null
  readonly limit: number | null
}

export interface Part {
  /** What was done, with its sizes. */
  readonly title: string
  readonly ways: Readonly<Record<string, Way>>
  readonly ratios: readonly Ratio[]
  /** What a reader must know to read the figures. */
  readonly notes: readonly string[]
}

export interface Skipped {
  readonly skipped: string
}

export interface Report {
  readonly version: string
  readonly started: string
  readonly quick: boolean
  readonly rounds: number
  readonly machine: Machine
  /** Load average of the last minute, before and after. */
  readonly load: { readonly before: number; readonly after: number }
  readonly parts: Readonly<Partial<Record<PartName, Part | Skipped>>>
}

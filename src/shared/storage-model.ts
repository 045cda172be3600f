/** What is kept of projects for others, as shells show it. Bytes. */
import type { Hex } from './model.ts'

export interface StoredProject {
  readonly repoHash: Hex
  readonly name: string
  /** Taken beside the clones. */
  readonly bytes: number
  /** Of the same files as a clone's packs: they take no room of their own. */
  readonly shared: number
  /** What could go: others' projects, with no work under way. */
  readonly freeable: number
  /** How many connected peers have all of what could go. */
  readonly others: number
  /** Whether this node publishes it: then it stays. */
  readonly own: boolean
}

export interface StorageView {
  /** Null: as much as there is. */
  readonly quota: number | null
  readonly used: number
  readonly shared: number
  /** What takes most comes first. */
  readonly projects: readonly StoredProject[]
}

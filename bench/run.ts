import type { Sizes } from './sizes.ts'
import type { Workspace } from './workspace.ts'

/** What each part of the bench is given. */
export interface Run {
  /** The product's folder. */
  readonly root: string
  readonly workspace: Workspace
  readonly sizes: Sizes
  readonly rounds: number
  /** Tells what is being done, beside the report. */
  say(text: string): void
}

/**
 * The steps from one format of the data directory to the next. A new one is wanted whenever an older node would lose or
 * misread what this one writes: also for a new field of a record, which an older node drops when it writes the record again.
 */
import type { layoutOf } from '../data-dir.ts'
import { firstNumber } from './first-number.ts'

export interface Migration {
  /** The format that the directory has afterwards; one more than before. */
  readonly to: number
  /**
   * Changes what is there. It may be killed at any moment and is then run again from its beginning, over what it had done:
   * each file is replaced whole (writeAtomic), and what it finds in the new form stays as it is.
   */
  run(layout: ReturnType<typeof layoutOf>): Promise<void>
}

/** In order, from 0: a directory that names no format. */
export const MIGRATIONS: readonly Migration[] = [firstNumber]

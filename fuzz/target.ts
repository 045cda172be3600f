/** What is fuzzed: one reader of what strangers write. */
import type { Random } from './random.ts'

export interface Target {
  /** As in `--target`, and of its folder in the corpus. */
  readonly name: string
  /** Inputs as an honest program writes them. */
  seeds(): readonly Uint8Array[]
  /** Words that its inputs are made of. */
  readonly words?: readonly string[]
  /** A change that keeps the form, for readers that refuse most that has none. */
  mutate?(input: Uint8Array, random: Random): Uint8Array
  /** Bytes of an input. Default 4096. */
  readonly longest?: number
  /** Reads it, and throws where anything is wrong: not what a reader throws to refuse, but all that it must never do. */
  run(input: Uint8Array): void | Promise<void>
}

/** Reads, and takes a refusal for an answer. @returns null when refused; what is thrown else goes on */
export function refusedBy<T>(isRefusal: (error: unknown) => boolean, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!isRefusal(error)) throw error
    return null
  }
}

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

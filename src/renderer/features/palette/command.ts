import type { LucideIcon } from 'lucide-react'
import type { Hex } from '../../../shared/model.ts'

/** Plain words, or a branch as a badge in its person's hue. */
export type Part = string | { readonly branch: string; readonly peerId?: Hex | undefined }

/** Something that can be done, or gone to, by its name. */
export interface Command {
  /** Unlike that of any other at the same time. */
  readonly id: string
  readonly group: 'Do' | 'Go to' | 'Commits'
  readonly look: LucideIcon | { readonly person: Hex } | { readonly project: Hex }
  readonly parts: readonly Part[]
  /** Beside it, dimmed; not searched. */
  readonly detail?: string
  /** Its shortcut, as Kbd takes it. */
  readonly keys?: string
  run(): void
}

export const partText = (part: Part): string => (typeof part === 'string' ? part : part.branch)

/** What is searched, and read out. */
export const textOf = ({ parts }: Command): string => parts.map(partText).join('')

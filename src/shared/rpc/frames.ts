/** What crosses a Port: one JSON value a message. */
import { z } from 'zod'
import type { ErrorShape } from '../errors.ts'
import type { AppState, Change } from '../model.ts'

/** Characters in one message from a client; answers are as long as the state is. */
export const MAX_CLIENT_FRAME = 1_000_000

export const clientFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('call'),
    id: z.number().int().nonnegative(),
    command: z.string().max(40),
    input: z.unknown(),
  }),
  z.object({ t: z.literal('subscribe') }),
])
export type ClientFrame = z.infer<typeof clientFrame>

export type ServerFrame =
  | { readonly t: 'result'; readonly id: number; readonly output: unknown }
  | { readonly t: 'error'; readonly id: number; readonly error: ErrorShape }
  /** The whole state; changes with numbers from `seq` + 1 follow. */
  | { readonly t: 'snapshot'; readonly seq: number; readonly state: AppState }
  | { readonly t: 'changes'; readonly seq: number; readonly changes: readonly Change[] }

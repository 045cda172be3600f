/** What the shell and the node's process say to one another. */
import type { ErrorShape } from '../../shared/errors.ts'

/** `attach` comes with a port of a window. `stop` is answered by an exit with code 0. */
export type ToHost = { readonly t: 'attach' } | { readonly t: 'stop' }

/** `failed`: there is no node; the process waits to be stopped. */
export type FromHost = { readonly t: 'ready' } | { readonly t: 'failed'; readonly error: ErrorShape }

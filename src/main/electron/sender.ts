import { isOwnUrl } from './origin.ts'

/** What we look at of an IPC event's frame (Electron's WebFrameMain). */
export interface SenderFrame {
  readonly url: string
  /** Null for the main frame. */
  readonly parent: unknown
}

/**
 * Whether an IPC message comes from our own page: the main frame of our window, at our origin.
 * @param frame null when it is gone or navigated away meanwhile
 */
export const isOwnSender = (frame: SenderFrame | null): boolean =>
  frame !== null && frame.parent === null && isOwnUrl(frame.url)

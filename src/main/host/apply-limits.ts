import { GUEST_SHARE } from '../net/limits.ts'
import type { HostContext } from './context.ts'

/** Tells the engine how fast the user wants it to be; guests who read at the moment have their share of that. */
export function applyLimits({ swarm, settings, guestsRead }: HostContext): void {
  const { uploadLimit, downloadLimit } = settings.current
  const up = uploadLimit === null || !guestsRead ? uploadLimit : Math.max(1, uploadLimit * (1 - GUEST_SHARE))
  swarm.input({ type: 'limits', up, down: downloadLimit })
}

/** Bytes per second for all guests together; null: no limit. */
export function guestRate({ settings }: Pick<HostContext, 'settings'>): number | null {
  const { uploadLimit } = settings.current
  return uploadLimit === null ? null : Math.max(1, uploadLimit * GUEST_SHARE)
}

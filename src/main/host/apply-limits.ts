import type { HostContext } from './context.ts'

/** Tells the engine how fast the user wants it to be. */
export function applyLimits({ swarm, settings }: HostContext): void {
  const { uploadLimit, downloadLimit } = settings.current
  swarm.input({ type: 'limits', up: uploadLimit, down: downloadLimit })
}

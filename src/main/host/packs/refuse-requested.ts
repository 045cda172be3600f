import { rm } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { quarantineOf } from '../projects/tip-first.ts'
import { forgetRequested } from './forget-requested.ts'

/**
 * What went wrong with a project may be the doing of the one peer who made its pack, and none of its publisher's: then
 * nothing of it stays, that peer is not asked again, and the project goes on.
 *
 * @returns whether it was so
 */
export async function refuseRequested(
  context: HostContext,
  entry: ProjectEntry,
  error: unknown,
): Promise<boolean> {
  if (!entry.requested || AppError.of(error).code !== 'BAD_PACK') return false
  const { maker, known } = entry
  // A pack for heads that have moved since is nobody's fault.
  if (maker && maker.digest === known?.references.digest)
    context.swarm.input({ type: 'wrong-pack', peerId: maker.peerId })
  await forgetRequested(context, entry)
  await rm(quarantineOf(context, entry), { recursive: true, force: true })
  return true
}

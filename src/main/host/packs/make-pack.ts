/** Answering a peer who asks for a pack: made from the project's repository, offered as a reel for that peer alone. */
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { MAX_REQUESTED_PACK } from '../../gtp/limits.ts'
import type { ReelPoint } from '../../gtp/types.ts'
import { hashBlocks } from '../../store/hash-blocks.ts'
import type { HostContext } from '../context.ts'
import type { PackAnswer, PackQuestion } from '../swarm/create-swarm.ts'
import { homeOf } from '../family/members.ts'
import { withScratch } from '../heads/make-reels.ts'
import { openClone } from '../projects/open-clone.ts'

const refused = (text: string): PackAnswer => ({ reel: null, hashes: null, text })

/** Makes it and puts it into the store, until it is dropped. Never rejects. */
export async function makePack(
  context: HostContext,
  { repo, want, have }: PackQuestion,
): Promise<PackAnswer> {
  const entry = context.entries.get(repo)
  const home = entry && homeOf(context, entry)
  const { updates } = context.git
  if (!home || !updates || home.record.state !== 'joined' || entry.leaving) {
    return refused('it has no whole repository to make a pack from')
  }
  try {
    const { gitDir } = await openClone(context.git, home.record)
    return await withScratch(context, async (folder) => {
      const file = join(folder, 'requested.pack')
      const question = { want, have, maxBytes: MAX_REQUESTED_PACK }
      const bytes = await updates.makeRequested(gitDir, question, file, context.closing.signal)
      const { id, blockSize, hashes } = await hashBlocks(file, bytes)
      const reel = { id, kind: 'append', bytes, blockSize, needs: points(have), gives: points(want) } as const
      await context.reels.adopt(file, reel, hashes)
      return { reel, hashes, text: '' }
    })
  } catch (error) {
    const { code } = AppError.of(error)
    return refused(code === 'TOO_LARGE' ? 'the pack would be too large' : 'the pack could not be made')
  }
}

const points = (oids: readonly Hex[]): ReelPoint[] =>
  [...new Set(oids)].sort().map((oid) => ({ oid, shallow: false }))

/** The peer has it, or has gone: unless a project lists the very same bytes, they go. */
export async function dropPack(context: HostContext, reel: Hex): Promise<void> {
  const listed = [...context.entries.values()].some((entry) => entry.reels.some(({ id }) => id === reel))
  if (!listed) await context.reels.remove(reel).catch(() => undefined) // the next start does it
}

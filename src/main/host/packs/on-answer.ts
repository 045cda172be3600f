/** What peers answer to who asks for a pack. */
import type { Hex } from '../../../shared/model.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { HostContext } from '../context.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { breakOff } from '../projects/break-off.ts'
import { fail } from '../projects/fail.ts'
import { goOn } from '../projects/fetch.ts'

/** A peer offers the pack: it is fetched like any reel, in place of those that nobody has. Never rejects. */
export async function onPackOffered(
  context: HostContext,
  repo: Hex,
  reel: ReelInfo,
  maker: Hex,
): Promise<void> {
  const entry = context.entries.get(repo)
  if (!entry || entry.leaving || (entry.record.state !== 'joining' && entry.record.state !== 'usable')) return
  entry.requested = reel
  entry.maker = entry.known && { peerId: maker, digest: entry.known.references.digest }
  await breakOff(entry)
  entry.phase = 'Downloading'
  let there
  try {
    there = await context.reels.load(reel)
  } catch (error) {
    entry.requested = entry.maker = null // it is asked for again
    return fail(context, entry, error)
  }
  const { hashes, have } = there
  context.swarm.input({ type: 'open-reel', reel, hashes, have })
  context.swarm.input({ type: 'want', repo, reels: [{ id: reel.id, priority: 0, stream: true }] })
  context.changed(entry)
  await goOn(context, entry)
}

/** Nobody can make one: what is left is to wait for who has the blocks, or to fetch whole reels. */
export async function onPackRefused(context: HostContext, repo: Hex, text: string): Promise<void> {
  const entry = context.entries.get(repo)
  if (!entry || entry.requested) return
  if (entry.record.adopts && entry.record.state === 'joining') return bringHeads(context, entry)
  if (entry.record.state !== 'joining' && entry.record.state !== 'usable') return
  entry.phase = `Waiting for somebody who has the rest (${text})`
  context.changed(entry)
}

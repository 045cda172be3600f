/** Packs become reels of the store. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import type { Repository, Selection } from '../../git/types.ts'
import type { ReelInfo, ReelPoint } from '../../gtp/types.ts'
import { hashBlocks } from '../../store/hash-blocks.ts'
import type { HostContext } from '../context.ts'

interface Pack {
  readonly file: string
  readonly kind: ReelInfo['kind']
  readonly bytes: number
  readonly needs: readonly ReelPoint[]
  readonly gives: readonly ReelPoint[]
}

/** Moves a pack that this node made into the store, as a reel. */
export async function adoptPack(context: HostContext, pack: Pack): Promise<ReelInfo> {
  const { id, blockSize, hashes } = await hashBlocks(pack.file, pack.bytes)
  const { kind, bytes, needs, gives } = pack
  const reel = { id, kind, bytes, blockSize, needs, gives }
  await context.reels.adopt(pack.file, reel, hashes)
  return reel
}

/** A new base of a selection: its tip, and its history where there is more. They are what guests may copy, too. */
export const makeBase = (
  context: HostContext,
  repoHash: Hex,
  repository: Repository,
  selection: Selection,
): Promise<ReelInfo[]> =>
  withScratch(context, async (folder) => {
    const reels: ReelInfo[] = []
    const packs = await context.git.makePacks(repository, selection, folder, context.closing.signal)
    await context.guests.keep(repoHash, selection.refs, packs)
    for (const pack of packs) reels.push(await adoptPack(context, pack))
    return reels
  })

/** A folder for the time of some work. */
export async function withScratch<T>(context: HostContext, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(context.dataDir.staging, 'publish-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

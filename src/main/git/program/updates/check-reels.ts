import { mkdir, rm } from 'node:fs/promises'
import { initRepository } from '../../clone-layout.ts'
import { checkPublishedRefs } from '../../clone-source.ts'
import type { CloneProgress, CloneSource } from '../../types.ts'
import { checkPresent, checkRefs } from '../check-refs.ts'
import { asBadPack, indexPacks } from '../index-packs.ts'
import { parentsOf } from '../parents-of.ts'
import type { GitProgram } from '../run.ts'

/** See Updates.checkReels. */
export async function checkReels(
  git: GitProgram,
  source: CloneSource,
  folder: string,
  progress: CloneProgress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const tip = source.tip ?? checkPublishedRefs(source, 'publisher').oid
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  try {
    await initRepository(folder, source.objectFormat, ['bare = true'])
    await indexPacks(git, folder, source, tip, (fraction) => progress('indexing', fraction), signal)
    progress('checking', 0)
    const parents = await parentsOf(git, folder, tip, signal).catch((error: unknown) => {
      throw asBadPack(error)
    })
    await checkPresent(git, folder, parents, signal)
    await checkRefs(git, folder, source.refs, signal)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

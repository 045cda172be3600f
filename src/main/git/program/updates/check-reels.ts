import { mkdir, rm } from 'node:fs/promises'
import { initRepository } from '../../clone-layout.ts'
import { checkKinds, checkPublishedRefs } from '../../clone-source.ts'
import type { CloneProgress, CloneSource } from '../../types.ts'
import { indexWhole } from '../index-whole.ts'
import type { GitProgram } from '../run.ts'

/** See Updates.checkReels. */
export async function checkReels(
  git: GitProgram,
  source: CloneSource,
  folder: string,
  progress: CloneProgress,
  signal: AbortSignal | undefined,
): Promise<void> {
  checkKinds(source)
  const tip = source.tip ?? checkPublishedRefs(source, 'publisher').oid
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  try {
    await initRepository(folder, source.objectFormat, ['bare = true'])
    const onIndexed = (fraction: number) => progress('indexing', fraction)
    const onChecking = () => progress('checking', 0)
    await indexWhole(git, folder, { ...source, tip }, { onIndexed, onChecking }, signal)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

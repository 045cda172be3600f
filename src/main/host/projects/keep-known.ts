import type { Hex } from '../../../shared/model.ts'
import type { HostContext } from '../context.ts'
import type { Known } from '../read-metainfo.ts'

/** Keeps somebody else's list on the disk: the swarm tells only of what is newer. */
export const keepKnown = (
  { projects }: HostContext,
  repoHash: Hex,
  { info, references }: Known,
): Promise<void> => projects.saveKnown(repoHash, references.seq, info, references.bytes, 'theirs')

import type { Advert } from '../../discovery/types.ts'
import type { HostContext } from '../context.ts'
import { isShared } from '../projects/is-shared.ts'
import { isComplete } from '../projects/open-reels.ts'

/** What this node says of itself on the network: everything that it has something of. */
export function advertOf(context: HostContext, directorySeq: number): Advert {
  const projects = [...context.entries.values()].flatMap((entry) => {
    const { record, known } = entry
    if (!known || !isShared(entry)) return []
    const { name, seq, tagger } = known.references
    return {
      repoHash: record.repoHash,
      name,
      publisher: { name: tagger.name, peerId: tagger.peerId },
      seq,
      alternatives: known.repo.alternatives.slice(0, 3),
      complete: isComplete(context, entry),
    }
  })
  return {
    node: {
      name: context.settings.current.name,
      peerId: context.identity.peerId,
      port: context.port,
      directorySeq,
    },
    projects,
  }
}

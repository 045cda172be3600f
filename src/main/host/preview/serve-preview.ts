/** What others see of a project before they join it: made once for each list of references. */
import type { Hex } from '../../../shared/model.ts'
import { encodePreview } from '../../gtp/preview/codec.ts'
import type { HostContext } from '../context.ts'
import { homeOf } from '../family/members.ts'
import { isShared } from '../projects/is-shared.ts'
import { openClone } from '../projects/open-clone.ts'

/** Previews that are kept, of at most MAX_PREVIEW bytes each. */
const MAX_KEPT = 16

/** @returns a verb that gives the bytes of a preview; null for what is not shared, or can't be read now */
export function createPreviews(context: HostContext): (repoHash: Hex) => Promise<Uint8Array | null> {
  /** By the digest of the references, the newest last: who asks while one is made waits for it. */
  const kept = new Map<Hex, Promise<Uint8Array | null>>()

  const make = async (repoHash: Hex): Promise<Uint8Array | null> => {
    const entry = context.entries.get(repoHash)
    const home = entry && homeOf(context, entry)
    if (!entry?.known || !home) return null
    const { refs, head } = entry.known.references
    const newest = refs.find(({ name }) => name === head)
    if (!newest) return null
    const { git, closing } = context
    const repository = await openClone(git.history ?? git, home.record)
    return encodePreview(await git.previewObjects(repository, newest.oid, closing.signal))
  }

  return async (repoHash) => {
    const entry = context.entries.get(repoHash)
    if (!entry?.known || !isShared(entry)) return null
    const { digest } = entry.known.references
    const known = kept.get(digest)
    if (known) return known
    const made = make(repoHash).catch(() => {
      kept.delete(digest) // the repository may be back when the next one asks
      return null
    })
    kept.set(digest, made)
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
    return made
  }
}

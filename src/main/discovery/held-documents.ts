/** Directories as they were fetched, for others who ask for them by digest. */
import type { Hex } from '../../shared/model.ts'
import { MAX_HELD_DOCUMENTS } from './limits.ts'

interface Held {
  readonly digest: string
  readonly bytes: Uint8Array
}

/** One for each node, MAX_HELD_DOCUMENTS bytes in all: what doesn't fit is not held. */
export function createHeldDocuments() {
  const byPeer = new Map<Hex, Held>()
  const byDigest = new Map<string, Uint8Array>()
  let size = 0

  const drop = (peerId: Hex) => {
    const held = byPeer.get(peerId)
    if (!held) return
    byPeer.delete(peerId)
    byDigest.delete(held.digest)
    size -= held.bytes.length
  }

  return {
    get: (digest: string): Uint8Array | undefined => byDigest.get(digest),
    put(peerId: Hex, digest: string, bytes: Uint8Array) {
      drop(peerId)
      if (byDigest.has(digest) || size + bytes.length > MAX_HELD_DOCUMENTS) return
      byPeer.set(peerId, { digest, bytes })
      byDigest.set(digest, bytes)
      size += bytes.length
    },
    drop,
  }
}

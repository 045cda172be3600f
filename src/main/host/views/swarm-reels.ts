import type { Hex } from '../../../shared/model.ts'
import type { SwarmReel } from '../../../shared/swarm-model.ts'
import type { ReelInfo, VerifiedReferences } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { cellsOf, countBlocks, isHere } from './block-cells.ts'

/** Reels that are shown; beyond them the base and the newest. */
const MAX_REELS = 48
/** Cells in all; where there are more blocks, each stands for a few. */
const MAX_CELLS = 1_200

export interface ListedReel {
  readonly reel: ReelInfo
  describe(blocks: Uint8Array): SwarmReel
}

/** The reels that a project and the heads that belong to it list, each once: its own first, as they are listed. */
export function listReels(
  context: HostContext,
  home: ProjectEntry,
  entries: readonly ProjectEntry[],
): { readonly listed: readonly ListedReel[]; readonly leftOut: number } {
  const all = new Map<Hex, { reel: ReelInfo; entry: ProjectEntry }>()
  for (const entry of entries) {
    for (const reel of entry.known?.references.reels ?? [])
      if (!all.has(reel.id)) all.set(reel.id, { reel, entry })
  }
  const found = [...all.values()]
  const base = found.filter(({ reel }) => reel.kind !== 'append')
  const appended = found.filter(({ reel }) => reel.kind === 'append')
  const shown = [...base, ...appended.slice(-Math.max(1, MAX_REELS - base.length))].slice(0, MAX_REELS)
  const blocks = shown.reduce((sum, { reel }) => sum + Math.ceil(reel.bytes / reel.blockSize), 0)
  const perCell = Math.max(1, Math.ceil(blocks / MAX_CELLS))
  return {
    listed: shown.map(({ reel, entry }) => ({
      reel,
      describe: (each) => describe(context, home, entry, reel, each, perCell),
    })),
    leftOut: found.length - shown.length,
  }
}

function describe(
  { identity, settings }: HostContext,
  home: ProjectEntry,
  entry: ProjectEntry,
  { id, kind, bytes, needs, gives }: ReelInfo,
  blocks: Uint8Array,
  perCell: number,
): SwarmReel {
  const { references } = entry.known!
  const { name, peerId } = references.tagger
  const isOwn = peerId === identity.peerId
  const to = leadsTo(references, gives)
  return {
    ...{ id, kind, bytes, perCell },
    from: kind === 'tip' ? null : (needs[0]?.oid ?? null),
    to: to?.oid ?? gives[0]?.oid ?? null,
    ref: entry === home || !to ? null : entry.record.remote ? `${entry.record.remote}/${to.name}` : to.name,
    person: entry === home ? null : { name: isOwn ? settings.current.name : name, peerId },
    blocks: blocks.length,
    have: countBlocks(blocks, isHere),
    onlyHere: countBlocks(blocks, (copies) => copies === 1),
    cells: cellsOf(blocks, perCell),
  }
}

/** The branch that a reel was made for, as far as it is still there. */
function leadsTo({ refs, head }: VerifiedReferences, gives: ReelInfo['gives']) {
  const given = refs.filter(
    ({ name, oid }) => name.startsWith('refs/heads/') && gives.some((point) => point.oid === oid),
  )
  const ref = given.find(({ name }) => name === head) ?? given[0]
  return ref && { name: ref.name.slice('refs/heads/'.length), oid: ref.oid }
}

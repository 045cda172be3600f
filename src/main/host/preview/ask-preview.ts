/** What a project holds that is not joined: its signed list, and the objects that prove themselves against it. */
import { AppError } from '../../../shared/errors.ts'
import type { Hex, ProjectPreview } from '../../../shared/model.ts'
import { decodePreview } from '../../gtp/preview/codec.ts'
import { verifyPreview, type Preview } from '../../gtp/preview/verify-preview.ts'
import { wordsOf } from '../../gtp/words.ts'
import { fetchMetainfo, fetchPreview } from '../../net/fetch-shared.ts'
import type { HostContext } from '../context.ts'
import { readMetainfo, type Known } from '../read-metainfo.ts'
import { newcomersPlan } from '../projects/plan.ts'

/** People who are asked, one after the other. */
const MAX_ASKED = 4
/** Branches that are named. */
const MAX_BRANCHES = 100

/** Asks those who have it, until one gives all of it. UNKNOWN_PROJECT, NO_PEERS. */
export async function askPreview(context: HostContext, repoHash: Hex): Promise<ProjectPreview> {
  const places = context.nearby.addressesOf(repoHash).slice(0, MAX_ASKED)
  if (places.length === 0) {
    throw new AppError(
      'UNKNOWN_PROJECT',
      'nobody nearby has this project',
      'look at Nearby for what there is',
    )
  }
  let known: Known | null = null
  let failure: unknown = null
  for (const { address, port } of places) {
    try {
      const found = readMetainfo(await fetchMetainfo(address, port, repoHash), repoHash)
      if (!known || found.references.seq > known.references.seq) known = found
      const objects = decodePreview(await fetchPreview(address, port, repoHash))
      return describe(known, verifyPreview(objects, known.references))
    } catch (thrown) {
      failure = thrown // another one may be newer, or tell the truth
    }
  }
  if (known) return describe(known, null)
  throw AppError.of(failure)
}

function describe({ references }: Known, preview: Preview | null): ProjectPreview {
  const { repoHash, name, description, seq, refs, head, tagger } = references
  const branches = refs.filter((ref) => ref.name.startsWith('refs/heads/'))
  return {
    ...{ repoHash, name, description, seq },
    publisher: { name: tagger.name, peerId: tagger.peerId },
    words: wordsOf(tagger.peerId),
    signed: tagger.time * 1000,
    size: newcomersPlan(references).reduce((sum, { bytes }) => sum + bytes, 0),
    branches: branches.slice(0, MAX_BRANCHES).map((ref) => ({
      name: ref.name.slice('refs/heads/'.length),
      sha: ref.oid,
      isHead: ref.name === head,
    })),
    branchesLeftOut: Math.max(0, branches.length - MAX_BRANCHES),
    tags: refs.length - branches.length,
    commits: preview && preview.commits.map(({ time, ...commit }) => ({ ...commit, time: time * 1000 })),
    readme: preview?.readme ?? null,
  }
}

/** Strangers who claim to be related get places of their own, so that they keep nobody away who is. */
import type { Hex } from '../../../shared/model.ts'
import { forget } from '../projects/forget.ts'
import { updateRecord } from '../projects/entry.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import type { Candidate } from './hearsay.ts'
import { isMuted, relatedOf } from './members.ts'

/** Trackers of one project that have proved to be related. */
const MAX_RELATED = 64
/** Trackers that only claim it so far, of everybody and of one key. */
export const MAX_CLAIMS = 64
export const MAX_CLAIMS_OF_ONE = 8
/** Claims that were refused, and whose places others got. Each may have cost a stranger's bytes; beyond, no place is made. */
const MAX_REFUSED = 256

/** Whether one more tracker may be followed; a claim that was refused makes room for it. */
export function makeRoom(context: HostContext, home: ProjectEntry, { repoHash, peerId }: Candidate): boolean {
  if (home.refused.has(repoHash)) return false
  const related = relatedOf(context, home).filter(({ leaving }) => !leaving)
  const claims = related.filter(({ record }) => record.taken === null)
  if (related.length - claims.length >= MAX_RELATED) return false
  if (claims.filter((entry) => claimantOf(home, entry) === peerId).length >= MAX_CLAIMS_OF_ONE) return false
  if (claims.length < MAX_CLAIMS) return true
  const refused = claims.find((entry) => entry.unrelated && !isMuted(home, entry.record.repoHash))
  if (!refused || home.refused.size >= MAX_REFUSED) return false
  home.refused.add(refused.record.repoHash)
  // A disk that failed may do it the next time; until then it is one too many.
  drop(context, home, refused).catch(() => undefined)
  return true
}

const claimantOf = (home: ProjectEntry, { claimant, record }: ProjectEntry): Hex | undefined =>
  claimant ?? home.record.people.find(({ repoHash }) => repoHash === record.repoHash)?.peerId

/** Nothing of it was ever taken in: its name is free again. */
async function drop(context: HostContext, home: ProjectEntry, refused: ProjectEntry): Promise<void> {
  await forget(context, refused)
  const people = home.record.people.filter(({ repoHash }) => repoHash !== refused.record.repoHash)
  await updateRecord(context, home, { people })
}

/** Related trackers nearby are followed without being asked: each becomes an entry that belongs to a project. */
import type { HostContext, ProjectEntry } from '../context.ts'
import { addEntry, updateRecord } from '../projects/entry.ts'
import { openClone } from '../projects/open-clone.ts'
import { blankRecord } from '../projects/publish.ts'
import { adjacent } from './adjacent.ts'
import { candidates, type Candidate } from './hearsay.ts'
import { makeRoom } from './make-room.ts'
import { isHome, isMuted, remoteNameFor } from './members.ts'
import { inBackground } from '../in-background.ts'

/** What could not be noted, on a full disk for one, is tried again then. Milliseconds. */
const AGAIN_AFTER = 5_000

/** Looks for relatives of each project in the live directory. Cheap: called whenever that changes. */
export function followRelatives(context: HostContext): void {
  for (const home of [...context.entries.values()]) {
    if (!isHome(home) || home.record.state !== 'joined' || home.leaving || !home.known) continue
    const kin = [...context.entries.values()].filter(
      ({ record, known }) =>
        known !== null &&
        (record.repoHash === home.record.repoHash ||
          (record.of === home.record.repoHash && (record.role === 'publisher' || record.updated !== null))),
    )
    const verified = kin.map(({ record, known }) => ({
      repoHash: record.repoHash,
      alternatives: known!.repo.alternatives,
    }))
    for (const tracker of adjacent(verified, candidates(context))) {
      // Two may tell of the same one.
      if (context.entries.has(tracker.repoHash) || !makeRoom(context, home, tracker)) continue
      inBackground(context, follow(context, home, tracker), home)
    }
  }
}

async function follow(context: HostContext, home: ProjectEntry, tracker: Candidate): Promise<void> {
  const { repoHash, peerId } = tracker
  const { name, description, path } = home.record
  // The name comes with the first heads: until then nobody sees it.
  const record = {
    ...blankRecord,
    repoHash,
    role: 'related',
    of: home.record.repoHash,
    name,
    description,
    path,
    state: 'joining',
    since: Date.now(),
  } as const
  const entry = addEntry(
    context,
    {
      ...record,
      fetched: [],
      people: [],
      undone: [],
      hints: [],
      retired: [],
      evicted: [],
      growth: blankRecord.growth,
    },
    null,
  )
  entry.claimant = peerId
  const taken = await userRemotes(context, home)
  if (taken === null) {
    // Its name could be one of the user's: it is followed when the clone is there again.
    context.entries.delete(repoHash)
    return
  }
  try {
    await note(context, home, entry, tracker, taken)
  } catch {
    // No room to note it: whose remote it is must not be forgotten once it has one, so it is not followed yet.
    context.entries.delete(repoHash)
    setTimeout(() => {
      if (!context.closing.signal.aborted) followRelatives(context)
    }, AGAIN_AFTER).unref()
    return
  }
  openRelated(context, home, entry)
}

/** The tracker, then whose it is, then its name: in this order, so that none has a name that nobody has. */
async function note(
  context: HostContext,
  home: ProjectEntry,
  entry: ProjectEntry,
  tracker: Candidate,
  taken: readonly string[],
): Promise<void> {
  const { repoHash, peerId } = tracker
  await updateRecord(context, entry, {})
  // Several are followed at once: nothing is waited for between choosing a name and its being one of the people's, so that no two
  // choose the same, and none of them is lost.
  const remote = remoteNameFor(home, tracker, taken)
  if (!home.record.people.some((person) => person.repoHash === repoHash)) {
    const person = { peerId, repoHash, remote, muted: false }
    const saved = updateRecord(context, home, { people: [...home.record.people, person] })
    await saved.catch((error: unknown) => {
      // Others may have come meanwhile.
      home.record = { ...home.record, people: home.record.people.filter((one) => one !== person) }
      throw error
    })
  }
  await updateRecord(context, entry, { remote })
}

/** Enters the swarm of a related tracker, unless its publisher is muted. */
export function openRelated(context: HostContext, home: ProjectEntry, entry: ProjectEntry): void {
  const { repoHash } = entry.record
  if (isMuted(home, repoHash)) return
  const { known } = entry
  context.swarm.input({
    type: 'open-repo',
    repo: repoHash,
    known: known && { info: known.info, references: known.references },
  })
  for (const peer of context.nearby.addressesOf(repoHash)) {
    context.swarm.input({ type: 'candidate', repo: repoHash, peer })
  }
  context.changed(entry)
}

/** Remotes that the user made himself keep their names; null where they can't be read. */
async function userRemotes(context: HostContext, home: ProjectEntry): Promise<readonly string[] | null> {
  const { tipFirst } = context.git
  if (!tipFirst) return []
  return openClone(context.git.history ?? context.git, home.record)
    .then((repository) => tipFirst.remoteNames(repository))
    .catch(() => null)
}

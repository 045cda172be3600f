/** Asking peers for a pack: where nobody connected has what a reel still lacks, and for an existing clone. */
import { AppError } from '../../../shared/errors.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { safeRemoteName } from '../../git/person-name.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { updateRecord } from '../projects/entry.ts'
import { fail } from '../projects/fail.ts'
import { openClone } from '../projects/open-clone.ts'
import { newcomersPlan } from '../projects/plan.ts'

/** So long must blocks be missing from everybody before a pack is asked for. Milliseconds. */
const LOST_FOR = 5_000
/** After a refusal everybody is asked again. Milliseconds. */
const ASK_AGAIN = 60_000
/** Commits that tell a peer what a repository holds. */
const MAX_TOLD = 200

/** Looked at now and then: whether a join waits for blocks that nobody has. */
export function tendLostReels(context: HostContext, entry: ProjectEntry, now: number): void {
  const waits = entry.record.state === 'joining' || entry.record.state === 'usable'
  if (!waits || entry.record.paused || entry.record.error || !entry.known || entry.requested) {
    entry.lostSince = null
    return
  }
  const lost =
    needsOnePack(context, entry) ||
    context.swarm.view().reels.some((reel) => reel.missing && entry.reels.some(({ id }) => id === reel.id))
  if (!lost) {
    entry.lostSince = null
    return
  }
  entry.lostSince ??= now
  if (now - entry.lostSince < LOST_FOR || now < entry.askAgain) return
  entry.askAgain = now + ASK_AGAIN
  askPack(context, entry).catch((error: unknown) => fail(context, entry, error))
}

/** Without the git program thin packs can't be completed: what has grown is asked for as one pack that stands alone. */
export const needsOnePack = (context: HostContext, entry: ProjectEntry): boolean =>
  context.git.updates === null && newcomersPlan(entry.known!.references).some(({ kind }) => kind === 'append')

/** Asks for what the references list and the project's repository lacks. */
export async function askPack(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { references } = entry.known!
  if (entry.record.adopts) await nameRemote(context, entry, references.tagger.name)
  const { have, missing } = entry.record.adopts
    ? await heldBy(context, entry)
    : { have: [], missing: references.refs.map(({ oid }) => oid) }
  const want = [...new Set(missing)]
  if (want.length === 0) return bringHeads(context, entry)
  context.swarm.input({ type: 'ask-pack', repo: entry.record.repoHash, want, have })
  entry.phase = 'Asking for a pack'
  context.changed(entry)
}

/** Once the publisher is known, his remote gets a name that the user has not given yet. */
async function nameRemote(context: HostContext, entry: ProjectEntry, publisher: string): Promise<void> {
  if (entry.record.remote !== null) return
  const repository = await openClone(context.git, entry.record)
  const taken = (await context.git.tipFirst?.remoteNames(repository)) ?? []
  await updateRecord(context, entry, { remote: safeRemoteName(publisher, new Set(taken)) })
}

async function heldBy(context: HostContext, entry: ProjectEntry) {
  const { tipFirst, updates } = context.git
  if (!tipFirst || !updates) throw needsGit()
  const repository = await openClone(context.git, entry.record)
  const oids = entry.known!.references.refs.map(({ oid }) => oid)
  const held = await tipFirst.holdsConnected(
    repository,
    oids.map((oid) => ({ oid, shallow: false })),
  )
  const have = await updates.describeHeld(repository, MAX_TOLD)
  return { have, missing: oids.filter((_, index) => !held[index]) }
}

const needsGit = () =>
  new AppError(
    'GIT_MISSING',
    'an existing repository can only be used with the git program',
    'install git, or join into a new folder',
  )

/** Asking peers for a pack: where nobody connected has what a reel still lacks, and for an existing clone. */
import type { Hex } from '../../../shared/model.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { goOn } from '../projects/fetch.ts'

/** So long must blocks be missing from everybody before a pack is asked for. Milliseconds. */
const LOST_FOR = 10_000
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
  const lost = context.swarm
    .view()
    .reels.some((reel) => reel.missing && entry.reels.some(({ id }) => id === reel.id))
  if (!lost) {
    entry.lostSince = null
    return
  }
  entry.lostSince ??= now
  if (now - entry.lostSince < LOST_FOR || now < entry.askAgain || !context.git.updates) return
  entry.askAgain = now + ASK_AGAIN
  void askPack(context, entry)
}

/** Asks for what the references list and the project's repository lacks. */
export async function askPack(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { references } = entry.known!
  const { have, missing } = entry.record.adopts
    ? await heldBy(context, entry)
    : { have: [], missing: references.refs.map(({ oid }) => oid) }
  const want = [...new Set(missing)]
  if (want.length === 0) return bringHeads(context, entry)
  context.swarm.input({ type: 'ask-pack', repo: entry.record.repoHash, want, have })
  entry.phase = 'Asking for a pack'
  context.changed(entry)
}

async function heldBy(context: HostContext, entry: ProjectEntry) {
  const { tipFirst, updates } = context.git
  if (!tipFirst || !updates) throw needsGit()
  const repository = await context.git.open(entry.record.path)
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

/** A peer offers the pack: it is fetched like any reel, in place of those that nobody has. */
export async function onPackOffered(context: HostContext, repo: Hex, reel: ReelInfo): Promise<void> {
  const entry = context.entries.get(repo)
  if (!entry || entry.leaving || (entry.record.state !== 'joining' && entry.record.state !== 'usable')) return
  entry.requested = reel
  if (entry.making) {
    // It waits for blocks that won't come.
    entry.work.abort()
    entry.work = new AbortController()
    await entry.making
  }
  entry.phase = 'Downloading'
  const { hashes, have } = await context.reels.load(reel)
  context.swarm.input({ type: 'open-reel', reel, hashes, have })
  context.swarm.input({ type: 'want', repo, reels: [{ id: reel.id, priority: 0, stream: true }] })
  context.changed(entry)
  await goOn(context, entry)
}

/** Nobody can make one: what is left is to wait for who has the blocks, or to fetch whole reels. */
export async function onPackRefused(context: HostContext, repo: Hex, text: string): Promise<void> {
  const entry = context.entries.get(repo)
  if (!entry || entry.requested) return
  if (entry.record.adopts && entry.record.state === 'joining') return bringHeads(context, entry)
  if (entry.record.state !== 'joining' && entry.record.state !== 'usable') return
  entry.phase = `Waiting for somebody who has the rest (${text})`
  context.changed(entry)
}

/** The project is whole: the pack that was asked for is listed by nobody, and not kept. */
export async function forgetRequested(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { requested } = entry
  if (!requested) return
  entry.requested = null
  context.swarm.input({ type: 'close-reel', reel: requested.id })
  await context.reels.remove(requested.id)
}

/** What git's remote helper serves: a project's published refs as a bare repository, as new as anybody here has them. */
import { AppError } from '../../../shared/errors.ts'
import { fetchMetainfo } from '../../net/fetch-shared.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { readMetainfo } from '../read-metainfo.ts'
import { bareOf } from './make-clone.ts'
import { openClone } from './open-clone.ts'
import { inBackground } from '../in-background.ts'

/** Others are waited for this long, where none is known yet: discovery hears of them within a second. Milliseconds. */
const HEAR_WITHIN = 3_000
/** One who doesn't answer by then has nothing new. Milliseconds. */
const ANSWER_WITHIN = 3_000
/** What is newer has to be here by then, or what is here is given. Milliseconds. */
const BRING_WITHIN = 60_000
/** Between two looks. Milliseconds. */
const LOOK_EVERY = 50
/** Others who are asked. */
const MAX_ASKED = 8

export interface GitSource {
  readonly bare: string
  /** How many others answered. */
  readonly others: number
  /** Why it may not be the newest; empty when it is, as far as those know. */
  readonly trouble: string
}

/** Throws BAD_INPUT for a project that isn't whole yet, NOT_A_REPOSITORY where its repository has gone. */
export async function gitSource(context: HostContext, entry: ProjectEntry): Promise<GitSource> {
  const { role, repoHash } = entry.record
  const bare = bareOf(context, repoHash)
  if (role === 'publisher') {
    await showPublished(context, entry, bare)
    return { bare, others: 0, trouble: '' }
  }
  if (!isWhole(entry)) {
    const { name, state } = entry.record
    throw new AppError('BAD_INPUT', `${name} is not whole yet: it is ${state}`, 'wait until it is joined')
  }
  if (role === 'joiner') await openClone(context.git, entry.record)
  const { others, seq } = await newestElsewhere(context, entry)
  const trouble = seq > takenSeq(entry) ? await bring(context, entry, seq) : ''
  return { bare, others, trouble }
}

const isWhole = ({ record }: ProjectEntry) =>
  record.role === 'related' ? record.taken !== null : record.state === 'joined'

/** The sequence number of the list that the repository has. */
const takenSeq = ({ record, known }: ProjectEntry): number =>
  known && record.taken === known.references.digest ? known.references.seq : 0

async function showPublished(context: HostContext, entry: ProjectEntry, bare: string): Promise<void> {
  const { updates } = context.git
  if (!updates || !entry.known) {
    throw new AppError('GIT_MISSING', 'there is no git program', 'install git and try again')
  }
  await updates.showBare(bare, await openClone(context.git, entry.record), entry.known.references)
}

/** Asks those who share it for their lists. Who doesn't answer, or with what isn't signed, counts for nothing. */
async function newestElsewhere(
  context: HostContext,
  entry: ProjectEntry,
): Promise<{ others: number; seq: number }> {
  const { repoHash, hints } = entry.record
  const places = () => {
    const all = [...context.nearby.addressesOf(repoHash), ...hints]
    return [...new Map(all.map((place) => [`${place.address} ${place.port}`, place])).values()]
  }
  context.discovery?.refresh()
  const isKnown = () => context.nearby.addressesOf(repoHash).length > 0 || !context.discovery
  await until(isKnown, HEAR_WITHIN)
  const asked = places().slice(0, MAX_ASKED)
  const answers = await Promise.allSettled(
    asked.map(async (peer) => {
      const bytes = await fetchMetainfo(peer.address, peer.port, repoHash, { timeoutMs: ANSWER_WITHIN })
      const { references } = readMetainfo(bytes, repoHash)
      context.swarm.input({ type: 'candidate', repo: repoHash, peer })
      return references.seq
    }),
  )
  const numbers = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  return { others: numbers.length, seq: Math.max(0, ...numbers) }
}

/** @returns why it isn't here; empty when it is */
async function bring(context: HostContext, entry: ProjectEntry, seq: number): Promise<string> {
  inBackground(context, bringHeads(context, entry), entry)
  const isHere = () => takenSeq(entry) >= seq
  if (await until(() => isHere() || entry.trouble !== '', BRING_WITHIN)) {
    return isHere() ? '' : entry.trouble
  }
  return 'the newest commits did not come in time; fetch again later'
}

async function until(is: () => boolean, patience: number): Promise<boolean> {
  for (const end = Date.now() + patience; !is();) {
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
  return true
}

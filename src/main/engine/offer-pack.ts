/** Answering who asks for a pack: made by our driver, and shown to the asker alone. */
import type { Hex } from '../../shared/model.ts'
import type { Message } from '../gtp/types.ts'
import { MAX_PACKS_MADE, PACK_KEEP } from './limits.ts'
import { packBits } from './bitmap.ts'
import { evictReel } from './evict.ts'
import { whoYields } from './offer-room.ts'
import { openReel } from './reels.ts'
import { say } from './say.ts'
import { mayTake } from './standing.ts'
import type { EngineState, LinkState, Step } from './state.ts'
import type { Input, LinkId } from './types.ts'

export function hearAskPack(
  step: Step,
  link: LinkState,
  { repo: hash, want, have }: Extract<Message, { type: 'ask-pack' }>,
): void {
  const { state } = step
  const known = state.repos.get(hash)?.known
  if (!known || !link.theirs.has(hash)) return refuse(step, link, hash, 'it does not take part in that')
  const listed = new Set(known.references.refs.flatMap(({ oid, peeled }) => [oid, peeled ?? oid]))
  if (want.length === 0 || !want.every((oid) => listed.has(oid)))
    return refuse(step, link, hash, 'its newest heads are others')
  if (state.making.has(link.id) || state.making.size >= MAX_PACKS_MADE)
    return refuse(step, link, hash, 'it is busy; ask again later')
  if (!mayTake(step, link, 'packs'))
    return refuse(step, link, hash, 'it made some for you just now; ask again later')
  withdraw(step, link.id)
  state.making.set(link.id, hash)
  step.out.push({ type: 'make-pack', link: link.id, repo: hash, want, have })
}

function refuse(step: Step, link: LinkState, repo: Hex, text: string): void {
  say(step, link, { type: 'refuse-pack', repo, text })
}

/** The driver has made a pack, or could not. Nobody waits for it where the asker has gone. */
export function packMade(
  step: Step,
  { link: id, repo, reel, hashes, text }: Extract<Input, { type: 'pack-made' }>,
): void {
  const { state, now } = step
  const link = state.links.get(id)
  const withdrawn = state.making.get(id) === null
  state.making.delete(id)
  if (!reel || withdrawn) {
    if (link) refuse(step, link, repo, withdrawn ? 'its newest heads are others' : text)
  }
  if (!reel) return
  if (withdrawn || !link?.theirs.has(repo) || !state.repos.has(repo)) return drop(step, reel.id)
  tendOffers(step)
  for (let yielding; (yielding = whoYields(state, link, reel)) !== null;) {
    if (yielding === id) {
      refuse(step, link, repo, 'it keeps as many for others as it may; ask again later')
      return drop(step, reel.id)
    }
    withdraw(step, yielding)
  }
  openReel(step, { type: 'open-reel', reel, hashes, have: 'all' })
  state.offers.set(id, { reel: reel.id, repo, since: now })
  const { bytes, blockSize } = reel
  say(step, link, { type: 'offer-pack', repo, reel: reel.id, bytes, blockSize })
  const opened = state.reels.get(reel.id)
  if (opened) say(step, link, { type: 'bitfield', reel: reel.id, bits: packBits(opened.have) })
}

/** What was made of a repository, or is being made, may hold what its publisher has withdrawn: nobody gets it any more. */
export function withdrawPacks(step: Step, repo: Hex): void {
  const { state } = step
  for (const [id, offer] of [...state.offers]) if (offer.repo === repo) withdraw(step, id)
  for (const [id, made] of state.making) if (made === repo) state.making.set(id, null)
}

/** Takes back what was offered to a peer, who is told; the reel goes unless others need it. */
function withdraw(step: Step, link: LinkId): void {
  const { state } = step
  const offer = state.offers.get(link)
  if (!offer) return
  const others = [...state.offers].some(([id, { reel }]) => id !== link && reel === offer.reel)
  if (!others && !isListed(state, offer.reel)) evictReel(step, offer.reel)
  state.offers.delete(link)
  drop(step, offer.reel)
}

/** Unless it is offered to somebody, or a list names the very same bytes, the pack goes. */
function drop(step: Step, reel: Hex): void {
  if (!isOffered(step.state, reel) && !isListed(step.state, reel)) step.out.push({ type: 'drop-pack', reel })
}

const isOffered = ({ offers }: EngineState, reel: Hex): boolean =>
  [...offers.values()].some((offer) => offer.reel === reel)

const isListed = ({ repos }: EngineState, reel: Hex): boolean =>
  [...repos.values()].some(
    ({ listed, retired, wanted }) => listed.has(reel) || retired.has(reel) || wanted.has(reel),
  )

/** Offers end with their time, with their peer, and with the repository that they were made for. */
export function tendOffers(step: Step): void {
  const { state, now } = step
  for (const [id, { repo, since }] of [...state.offers]) {
    const stays = state.links.get(id)?.theirs.has(repo) && state.repos.has(repo)
    if (!stays || now - since > PACK_KEEP) withdraw(step, id)
  }
}

import { PROTOCOL_VERSION } from '../gtp/limits.ts'
import type { GoodbyeCode, Message } from '../gtp/types.ts'
import { hearOfferPack, hearRefusePack } from './ask-pack.ts'
import { hearInterest } from './choke.ts'
import { noteForeign } from './dial.ts'
import { dropLink } from './drop-link.ts'
import { hearPeers } from './exchange.ts'
import { hearGetHashes, hearHashes } from './hashes.ts'
import { hearHello } from './links.ts'
import { hearAskPack } from './offer-pack.ts'
import { hearBlock, hearChoke, hearReject } from './receive.ts'
import { hearGetReferences, hearReferences, hearReferencesObject } from './references.ts'
import { hearBitfield, hearHave } from './reels.ts'
import { hearRelative } from './relatives.ts'
import { hearJoin, hearLeave } from './repos.ts'
import { hearCancel, hearRequest } from './serve.ts'
import { part } from './surplus.ts'
import type { LinkState, Step } from './state.ts'

/** One message of a peer who said hello (GTP/0.2 section 8). */
export function hear(step: Step, link: LinkState, message: Message): void {
  switch (message.type) {
    case 'keep-alive':
      return
    case 'hello':
      return hearHello(step, link, message)
    case 'join':
      return hearJoin(step, link, message.repo)
    case 'leave':
      return hearLeave(step, link, message.repo)
    case 'choke':
    case 'unchoke':
      return hearChoke(step, link, message.type === 'choke')
    case 'interested':
    case 'uninterested':
      return hearInterest(step, link, message.type === 'interested')
    case 'peers':
      return hearPeers(step, link, message)
    case 'relative':
      return hearRelative(step, link, message)
    case 'references':
      return hearReferences(step, link, message)
    case 'get-references':
      return hearGetReferences(step, link, message.repo)
    case 'references-object':
      return hearReferencesObject(step, link, message)
    case 'get-hashes':
      return hearGetHashes(step, link, message.reel)
    case 'hashes':
      return hearHashes(step, link, message)
    case 'bitfield':
      return hearBitfield(step, link, message)
    case 'have':
      return hearHave(step, link, message)
    case 'request':
      return hearRequest(step, link, message)
    case 'cancel':
      return hearCancel(step, link, message)
    case 'reject':
      return hearReject(step, link, message)
    case 'block':
      return hearBlock(step, link, message)
    case 'ask-pack':
      return hearAskPack(step, link, message)
    case 'offer-pack':
      return hearOfferPack(step, link, message)
    case 'refuse-pack':
      return hearRefusePack(step, link, message)
    case 'goodbye':
      return hearGoodbye(step, link, message)
  }
}

const USUAL_ENDS: ReadonlySet<GoodbyeCode> = new Set(['shutdown', 'duplicate', 'idle', 'full', 'version'])

/** The other side's user can read why; so can ours, unless it is the usual end. */
function hearGoodbye(
  step: Step,
  link: LinkState,
  { code, text }: Extract<Message, { type: 'goodbye' }>,
): void {
  if (code === 'full') part(step, link.peerId)
  if (code === 'version') {
    const { name, version } = link.hello ?? { name: '', version: PROTOCOL_VERSION }
    const other = version === PROTOCOL_VERSION ? null : version
    step.out.push({ type: 'other-version', peerId: link.peerId, name, version: other })
    noteForeign(step, link)
  }
  if (!USUAL_ENDS.has(code)) {
    const said = `a peer ended the connection (${code}): ${text}`
    step.out.push({ type: 'notice', kind: 'warning', repo: null, peerId: link.peerId, text: said })
  }
  step.out.push({ type: 'close', link: link.id, code: 'shutdown', text: '', blame: false })
  dropLink(step, link)
}

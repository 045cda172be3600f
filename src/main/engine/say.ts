/** Sending and closing: the two things that every other file does. */
import type { GoodbyeCode, Message } from '../gtp/types.ts'
import { BAN_TIME, MAX_BANNED } from './limits.ts'
import { dropLink } from './drop-link.ts'
import type { LinkState, Step } from './state.ts'

export function say({ out, now }: Step, link: LinkState, message: Message): void {
  link.lastSaid = now
  out.push({ type: 'send', link: link.id, message })
}

/** Ends a link that is no longer of use; nobody is to blame. */
export function closeLink(step: Step, link: LinkState, code: GoodbyeCode, text: string): void {
  step.out.push({ type: 'close', link: link.id, code, text, blame: false })
  dropLink(step, link)
}

/** Ends a link whose peer broke the protocol. Who sent wrong data is not talked to for a while. */
export function blame(step: Step, link: LinkState, code: GoodbyeCode, text: string): void {
  step.out.push({ type: 'close', link: link.id, code, text, blame: true })
  ban(step, link.peerId)
  dropLink(step, link)
}

function ban({ state, now }: Step, peerId: string): void {
  const { bannedUntil } = state
  bannedUntil.delete(peerId)
  bannedUntil.set(peerId, now + BAN_TIME)
  const [oldest] = bannedUntil.keys()
  if (bannedUntil.size > MAX_BANNED && oldest !== undefined) bannedUntil.delete(oldest)
}

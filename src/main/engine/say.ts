/** Sending and closing: the two things that every other file does. */
import type { GoodbyeCode, Message } from '../gtp/types.ts'
import { dropLink } from './drop-link.ts'
import { ban } from './standing.ts'
import type { LinkState, Step } from './state.ts'

export function say({ out, now }: Step, link: LinkState, message: Message): void {
  link.lastSaid = now
  out.push({ type: 'send', link: link.id, message })
}

/** Says what nobody waits for: it costs both sides less in the company of others. */
export function sayInTime({ out, now }: Step, link: LinkState, message: Message): void {
  link.lastSaid = now
  out.push({ type: 'send', link: link.id, message, patient: true })
}

/** Ends a link that is no longer of use; nobody is to blame. */
export function closeLink(step: Step, link: LinkState, code: GoodbyeCode, text: string): void {
  step.out.push({ type: 'close', link: link.id, code, text, blame: false })
  dropLink(step, link)
}

/** Ends a link whose peer broke the protocol. Who sent wrong data is not talked to for a while. */
export function blame(step: Step, link: LinkState, code: GoodbyeCode, text: string): void {
  step.out.push({ type: 'close', link: link.id, code, text, blame: true })
  ban(step, link)
  dropLink(step, link)
}

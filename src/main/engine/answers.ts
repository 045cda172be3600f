import { mayTake } from './standing.ts'
import type { LinkState, Step } from './state.ts'

/**
 * Whether a hash list or a references object may be sent to a peer: small questions with large answers would fill our
 * memory faster than the peer reads. Who asks too often gets no answer; an honest peer asks somebody else, or later.
 */
export const mayAnswer = (step: Step, link: LinkState, bytes: number): boolean =>
  mayTake(step, link, 'answers', bytes)

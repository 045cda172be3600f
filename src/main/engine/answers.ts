import type { LinkState, Step } from './state.ts'
import { hasTokens, spend } from './token-bucket.ts'

/**
 * Whether a hash list or a references object may be sent to a peer: small questions with large answers would fill our
 * memory faster than the peer reads. Who asks too often gets no answer; an honest peer asks somebody else, or later.
 */
export function mayAnswer({ now }: Step, { answers }: LinkState, bytes: number): boolean {
  if (!hasTokens(answers, now)) return false
  spend(answers, bytes)
  return true
}

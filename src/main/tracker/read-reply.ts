import { GtpError } from '../gtp/types.ts'
import { AppError } from '../../shared/errors.ts'
import { decodeAnswer } from './decode-answer.ts'
import type { HttpReply } from './fetch-answer.ts'
import { carriesTo, normalizeIp, scopeOf } from '../gtp/ip-scope.ts'
import type { PeersAnswer } from './types.ts'

/**
 * What a tracker's reply says: an answer with peers. AppError TRACKER_FAILED says why it is none, in the tracker's words
 * where it has any.
 * @param host the tracker, for messages
 */
export function readReply(host: string, { status, body, address }: HttpReply): PeersAnswer {
  const failed = (why: string) =>
    new AppError('TRACKER_FAILED', `the tracker at ${host} failed: ${why}`, 'it is asked again later')
  if (status >= 300 && status < 400) throw failed('it sends us elsewhere')
  let answer
  try {
    answer = decodeAnswer(body)
  } catch (error) {
    if (!(error instanceof GtpError)) throw error
    throw failed(status === 200 ? error.message : `status ${status}`)
  }
  if (answer.kind === 'failure') throw failed(`it says “${answer.reason}”`)
  if (status !== 200) throw failed(`status ${status}`)
  return { ...answer, peers: answer.peers.filter((peer) => isCredible(peer.address, address)) }
}

/**
 * A tracker tells only of addresses that carry as far as the asker's own, so one elsewhere names none of this machine or of
 * a private network: it would have us knock at our own doors, or at those of devices around us.
 */
function isCredible(peer: string, tracker: string): boolean {
  const seen = normalizeIp(tracker)
  return seen === null ? scopeOf(peer) !== 'loopback' : carriesTo(scopeOf(peer), scopeOf(seen))
}

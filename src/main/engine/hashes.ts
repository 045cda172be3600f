/** Lists of block hashes: asked of one peer at a time, proved by the reel's ID. */
import type { Hex } from '../../shared/model.ts'
import { verifyHashList } from '../gtp/reel.ts'
import type { Message } from '../gtp/types.ts'
import { mayAnswer } from './answers.ts'
import { isDue, noteAnswer, whomToAsk } from './questions.ts'
import { requestBlocks } from './request.ts'
import { blame, say } from './say.ts'
import { wishesOf } from './wishes.ts'
import { mayShow, type LinkState, type ReelState, type Step } from './state.ts'

export function askHashes(step: Step, reel: ReelState): void {
  const { state, now } = step
  if (reel.hashes || !isDue(step, reel.asking)) return
  const holders = [...state.links.values()].filter((link) => (link.has.get(reel.info.id)?.count ?? 0) > 0)
  const link = whomToAsk(state, reel.asking, holders)
  if (!link) return
  reel.asking.set(link.id, now)
  say(step, link, { type: 'get-hashes', reel: reel.info.id })
}

export function tendHashes(step: Step): void {
  for (const { reel } of wishesOf(step.state)) askHashes(step, reel)
}

export function hearGetHashes(step: Step, link: LinkState, id: Hex): void {
  const hashes = step.state.reels.get(id)?.hashes
  if (hashes && mayShow(step.state, link, id) && mayAnswer(step, link, hashes.length))
    say(step, link, { type: 'hashes', reel: id, hashes })
}

export function hearHashes(
  step: Step,
  link: LinkState,
  { reel: id, hashes }: Extract<Message, { type: 'hashes' }>,
): void {
  const reel = step.state.reels.get(id)
  if (!reel || reel.hashes || !noteAnswer(reel.asking, link)) return
  if (!verifyHashList(reel.info, hashes)) {
    blame(step, link, 'bad-block', "the list of block hashes doesn't fit its reel")
    return askHashes(step, reel)
  }
  reel.hashes = hashes
  reel.asking.clear()
  step.out.push({ type: 'hashes', reel: id, hashes })
  for (const other of step.state.links.values()) requestBlocks(step, other)
}

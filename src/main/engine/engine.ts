/** The swarm engine: `step(state, input, now)` returns what to do. See types.ts for its inputs and outputs. */
import { askPack, blameMaker } from './ask-pack.ts'
import { dropCandidate } from './candidates.ts'
import { checkLink, doubtPeer, noteHeard } from './check-links.ts'
import { dialAnew, dialFailed, hearCandidate } from './dial.ts'
import { dropLink } from './drop-link.ts'
import { evictReel } from './evict.ts'
import { hear } from './hear.ts'
import { linkUp, mayHear } from './links.ts'
import { packMade, withdrawPacks } from './offer-pack.ts'
import { requestOfAll, stored } from './receive.ts'
import { publishReferences } from './references.ts'
import { closeReel, openReel } from './reels.ts'
import { closeRepo, openRepo, pauseRepo, retire, want } from './repos.ts'
import { setLimits } from './set-limits.ts'
import { blame, closeLink } from './say.ts'
import { served } from './serve.ts'
import { tick } from './tick.ts'
import type { EngineState, Step } from './state.ts'
import type { Input, Output } from './types.ts'

export { TICK_MS } from './limits.ts'
export { createEngine, type EngineState } from './state.ts'
export { holdersOf } from './evict.ts'
export { isWhole, viewOf } from './view.ts'
export { BLOCK_ARRIVING, BLOCK_MISSING, viewSwarm } from './view-swarm.ts'

/**
 * Takes one input and returns what the driver has to do, in order.
 * @param state changed in place; owned by the engine
 * @param now   milliseconds of a clock that never goes back
 */
export function step(state: EngineState, input: Input, now: number): Output[] {
  const work: Step = { state, now, out: [] }
  take(work, input)
  return work.out
}

function take(work: Step, input: Input): void {
  const { state } = work
  if (state.stopped) return refuse(work, input)
  switch (input.type) {
    case 'link-up':
      return linkUp(work, input)
    case 'link-down': {
      const link = state.links.get(input.link)
      if (!link) return
      dropLink(work, link)
      return requestOfAll(work)
    }
    case 'dial-failed':
      return dialFailed(work, input)
    case 'message': {
      const link = state.links.get(input.link)
      if (link && mayHear(work, link, input.message)) hear(work, link, input.message)
      return
    }
    case 'malformed': {
      const link = state.links.get(input.link)
      if (link) blame(work, link, 'bad-message', input.text)
      return requestOfAll(work)
    }
    case 'heard': {
      const link = state.links.get(input.link)
      if (link) noteHeard(link, work.now)
      return
    }
    case 'served':
      return served(work, input)
    case 'open-repo':
      return openRepo(work, input)
    case 'close-repo':
      return closeRepo(work, input.repo)
    case 'publish-references':
      return publishReferences(work, input.references)
    case 'open-reel':
      return openReel(work, input)
    case 'close-reel':
      return closeReel(work, input.reel)
    case 'evict-reel':
      return evictReel(work, input.reel)
    case 'retire':
      return retire(work, input)
    case 'withdraw-packs':
      return withdrawPacks(work, input.repo)
    case 'want':
      return want(work, input)
    case 'pause-repo':
    case 'resume-repo':
      return pauseRepo(work, input.repo, input.type === 'pause-repo')
    case 'limits':
      return setLimits(work, input)
    case 'stored':
      return stored(work, input)
    case 'ask-pack':
      return askPack(work, input)
    case 'wrong-pack':
      return blameMaker(work, input.peerId)
    case 'pack-made':
      return packMade(work, input)
    case 'candidate':
      return hearCandidate(work, input)
    case 'candidate-gone':
      return dropCandidate(state, input)
    case 'peer-gone':
      return doubtPeer(work, input.peerId)
    case 'network-changed':
      for (const link of state.links.values()) checkLink(work, link)
      return dialAnew(work)
    case 'tick':
      return tick(work)
    case 'rename':
      state.options = { ...state.options, name: input.name }
      return
    case 'shutdown':
      state.stopped = true
      for (const link of [...state.links.values()]) closeLink(work, link, 'shutdown', 'this node is closing')
  }
}

/** A dial that was under way when we said goodbye may still succeed. */
function refuse({ out }: Step, input: Input): void {
  if (input.type !== 'link-up') return
  out.push({ type: 'close', link: input.link, code: 'shutdown', text: 'this node is closing', blame: false })
}

import { updateInterest } from './interest.ts'
import { tendQuestions } from './ask-pack.ts'
import { tendChecks } from './check-links.ts'
import { tendChoking } from './choke.ts'
import { tendDials } from './dial.ts'
import { tendExchange } from './exchange.ts'
import { tendHashes } from './hashes.ts'
import { tendLinks } from './links.ts'
import { tendOffers } from './offer-pack.ts'
import { tendSilences } from './questions.ts'
import { tendRelatives } from './relatives.ts'
import { tendRequests } from './receive.ts'
import { askReferences } from './references.ts'
import { tendServing } from './serve.ts'
import { tendSurplus } from './surplus.ts'
import type { Step } from './state.ts'

/** What time alone brings about. */
export function tick(step: Step): void {
  tendLinks(step)
  tendChecks(step)
  for (const repo of step.state.repos.values()) askReferences(step, repo)
  tendQuestions(step)
  tendOffers(step)
  tendHashes(step)
  tendSilences(step)
  for (const link of step.state.links.values()) updateInterest(step, link)
  tendRequests(step)
  tendServing(step)
  tendChoking(step)
  tendExchange(step)
  tendRelatives(step)
  tendSurplus(step)
  tendDials(step)
  for (const [peerId, until] of step.state.bannedUntil)
    if (until <= step.now) step.state.bannedUntil.delete(peerId)
  for (const [peerId, until] of step.state.partedUntil)
    if (until <= step.now) step.state.partedUntil.delete(peerId)
}

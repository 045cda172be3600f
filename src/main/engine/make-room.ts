/** Who gives way when all connections are taken: one of the address that has most of them, for an address that has fewer. */
import { FAIR_START, MAX_LINKS, MAX_LINKS_OF_GROUP } from './limits.ts'
import { nextRandom } from './random.ts'
import { closeLink } from './say.ts'
import { isKnown, type AddressGroup } from './standing.ts'
import type { LinkState, Step } from './state.ts'

/** Ends a connection where a newcomer's, which is counted already, is one too many. False where it can't stay. */
export function makeRoom(step: Step, newcomer: LinkState): boolean {
  const { links } = step.state
  const isOfGroup = ({ group }: LinkState) => group === newcomer.group
  const ofGroup = links.size > MAX_LINKS_OF_GROUP ? [...links.values()].filter(isOfGroup).length : 0
  const isCrowd = ofGroup > MAX_LINKS_OF_GROUP
  if (!isCrowd && links.size <= MAX_LINKS) return true
  const victim = isCrowd ? loudestOfGroup(step, newcomer) : newestOfLargestGroup(step, newcomer)
  if (!victim) return false
  closeLink(step, victim, 'full', 'there are too many connections from its address')
  return true
}

/**
 * Honest peers may share an address with a flood: of those from there who gave us nothing and are given nothing just now, who
 * came without a hello gives way, or who says most; chance decides among equals.
 */
function loudestOfGroup(step: Step, newcomer: LinkState): LinkState | null {
  const { state, now } = step
  let most = -1
  let loudest: LinkState[] = []
  for (const link of state.links.values()) {
    if (link.group !== newcomer.group || link === newcomer || isOfUse(step, link)) continue
    if (!link.hello && now - link.since < FAIR_START) continue
    const said = link.hello ? Math.max(link.saidBefore, link.messages) : Number.POSITIVE_INFINITY
    if (said > most) loudest = []
    most = Math.max(most, said)
    if (said === most) loudest.push(link)
  }
  return loudest[Math.floor(nextRandom(state.random) * loudest.length)] ?? null
}

/** Of the address that has most, the newest. Null where the newcomer's address has as many as any. */
function newestOfLargestGroup({ state }: Step, newcomer: LinkState): LinkState | null {
  const { links } = state
  const counts = new Map<AddressGroup, number>()
  for (const { group } of links.values()) counts.set(group, (counts.get(group) ?? 0) + 1)
  const own = counts.get(newcomer.group) ?? 0
  let victim: LinkState | null = null
  for (const link of links.values()) {
    const count = counts.get(link.group)!
    if (count <= own || isKnown(state, link)) continue
    if (!victim || count >= counts.get(victim.group)!) victim = link
  }
  return victim
}

const isOfUse = ({ state }: Step, link: LinkState): boolean =>
  isKnown(state, link) || link.asked.size > 0 || link.serving.size > 0

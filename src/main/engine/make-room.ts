/** Who gives way when all connections are taken: one of the address that has most of them, for an address that has fewer. */
import { closeLink } from './say.ts'
import type { AddressGroup } from './standing.ts'
import type { LinkState, Step } from './state.ts'

/**
 * Ends a connection for a newcomer's: of the address that has most, the newest. Who ever gave us something that proved right stays. False where the newcomer's address has as many as any.
 */
export function makeRoom(step: Step, newcomer: LinkState): boolean {
  const { links, earned } = step.state
  const counts = new Map<AddressGroup, number>()
  for (const { group } of links.values()) counts.set(group, (counts.get(group) ?? 0) + 1)
  const own = counts.get(newcomer.group) ?? 0
  let victim: LinkState | null = null
  for (const link of links.values()) {
    const count = counts.get(link.group)!
    if (count <= own || (earned.has(link.peerId) && link.hello)) continue
    if (!victim || count >= counts.get(victim.group)!) victim = link
  }
  if (!victim) return false
  closeLink(step, victim, 'full', 'there are too many connections from its address')
  return true
}

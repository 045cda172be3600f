/** Multicast that does not get through, noticed without asking: people are connected whom nobody ever heard. */
import type { EngineView } from '../../engine/types.ts'
import { normalizeIp, scopeOf } from '../../gtp/ip-scope.ts'
import type { Hex } from '../../../shared/model.ts'

/** For so long somebody may be connected before he is heard. Milliseconds. */
export const DEAF_AFTER = 20_000

export interface Deafness {
  /**
   * @param heard peer IDs of those who are heard by multicast
   * @param own   this computer's addresses
   * @returns how many people near by are connected while nobody is heard, after a while; 0 when all seems well
   */
  look(links: EngineView['links'], heard: ReadonlySet<Hex>, own: readonly string[], now: number): number
}

export function createDeafness(): Deafness {
  let since: number | null = null
  return {
    look(links, heard, own, now) {
      const unheard = heard.size > 0 ? [] : links.filter(({ address }) => isOtherNear(address, own))
      since = unheard.length > 0 ? (since ?? now) : null
      return since !== null && now - since >= DEAF_AFTER ? unheard.length : 0
    },
  }
}

/** Another computer's address in this neighbourhood. */
export function isOtherNear(address: string, own: readonly string[]): boolean {
  const literal = normalizeIp(address)
  if (literal === null || own.includes(literal)) return false
  const scope = scopeOf(literal)
  return scope === 'private' || scope === 'link-local'
}

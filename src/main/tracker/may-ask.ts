import { lookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { ANNOUNCE_PATH } from './announce-path.ts'
import { normalizeIp, scopeOf } from '../gtp/ip-scope.ts'

/**
 * Trackers' URLs come from publishers, who are strangers: they must not make this node press buttons on devices around
 * it. Nearer than the internet, a URL brings no query of its own; on this machine, its path ends in /announce as well.
 * AppError BAD_INPUT for an address at which the URL may not be asked.
 * @param own the tracker's URL, without an announce
 */
export function checkAddress(own: URL, address: string): void {
  const literal = normalizeIp(address)
  const refuse = (why: string) => {
    throw new AppError(
      'BAD_INPUT',
      `${own.host} is not asked: ${why}`,
      "correct the tracker's URL or remove it",
    )
  }
  if (literal === null) return refuse(`${address} is not one computer's address`)
  const scope = scopeOf(literal)
  if (scope !== 'public' && own.search !== '') refuse('a tracker nearby may have no query in its URL')
  if (scope === 'loopback' && !own.pathname.endsWith(ANNOUNCE_PATH)) {
    refuse(`a tracker on this computer has a URL that ends in ${ANNOUNCE_PATH}`)
  }
}

/** The system's look-up, which fails where a name leads to an address at which the URL may not be asked. */
export const checkedLookup =
  (own: URL): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, [])
      try {
        for (const { address } of found) checkAddress(own, address)
      } catch (refusal) {
        return done(refusal as Error, [])
      }
      if (options.all) done(null, found)
      else done(null, found[0]!.address, found[0]!.family)
    })
  }

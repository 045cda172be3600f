import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { MAX_URL } from '../gtp/limits.ts'
import type { Announce } from './types.ts'

/**
 * The URL that an announce asks. A query that the tracker's own URL has stays in front.
 * AppError BAD_INPUT for a URL that is no tracker's: neither http nor https, with a user, a password or a fragment, or
 * longer than MAX_URL.
 */
export function announceUrl(tracker: string, announce: Announce): string {
  const url = trackerUrl(tracker)
  const { repo, peerId, port, uploaded, downloaded, completed, address, peers, references, event, valid } =
    announce
  const pairs: readonly (readonly [string, string | number | undefined])[] = [
    ['repo_hash', escapeHex(repo)],
    ['peer_id', escapeHex(peerId)],
    ['port', port],
    ['uploaded', uploaded],
    ['downloaded', downloaded],
    ['completed', completed],
    ['address', address === undefined ? undefined : encodeURIComponent(address)],
    ['peers', peers],
    ['references', references ? 1 : undefined],
    ['event', event],
    ['valid', valid],
  ]
  const own = pairs.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${value}`)
  url.search = [...(url.search.length > 1 ? [url.search.slice(1)] : []), ...own].join('&')
  return url.href
}

/** AppError BAD_INPUT as announceUrl. */
export function trackerUrl(text: string): URL {
  const bad = (what: string) =>
    new AppError('BAD_INPUT', `a tracker's URL ${what}`, 'correct it or remove it')
  if (text.length > MAX_URL) throw bad(`is longer than ${MAX_URL} characters`)
  if (!URL.canParse(text)) throw bad('is no URL')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw bad('is neither http nor https')
  if (url.username || url.password || url.hash) throw bad('holds a user, a password or a fragment')
  return url
}

const escapeHex = (hex: Hex) => hex.replace(/../g, '%$&')

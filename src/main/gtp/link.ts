/**
 * Links that people send one another (GTP/0.2 section 9): gittorrent://10.0.4.27:7411/REPOHASH?name=pocket-sql&at=…
 * They carry hints of where to look; what is found there proves itself by the repo hash.
 */
import type { Hex } from '../../shared/model.ts'
import { isIpv4, isIpv6, isPort } from './ip-address.ts'
import { MAX_LINK, MAX_LINK_ADDRESSES, MAX_NAME } from './limits.ts'
import { checkText, isSafeText } from './text.ts'
import { GtpError } from './types.ts'

export interface LinkAddress {
  /** IP literal, without brackets. */
  readonly address: string
  readonly port: number
}

export interface RepoLink {
  readonly repoHash: Hex
  /** A label; empty where the link has none. */
  readonly name: string
  /** Best first; may be empty. */
  readonly addresses: readonly LinkAddress[]
}

const SCHEME = 'gittorrent://'
const REPO_HASH = /^[0-9a-f]{40}$/
const SHAPE = /^gittorrent:\/\/(?<authority>[^/?#]*)\/(?<hash>[^/?#]*)(?:\?(?<query>[^#]*))?$/i

/** Addresses beyond the first MAX_LINK_ADDRESSES are left out. Throws GtpError 'link' for what parseLink would refuse. */
export function formatLink({ repoHash, name, addresses }: RepoLink): string {
  const [first = '', ...others] = addresses.slice(0, MAX_LINK_ADDRESSES).map(formatAddress)
  const query = [...(name ? [`name=${encodeName(name)}`] : []), ...others.map((address) => `at=${address}`)]
  const link = `${SCHEME}${first}/${repoHash}${query.length > 0 ? `?${query.join('&')}` : ''}`
  parseLink(link)
  return link
}

/** Throws GtpError 'link'. Parameters that are not known are ignored. */
export function parseLink(text: string): RepoLink {
  if (text.length > MAX_LINK) throw bad(`is longer than ${MAX_LINK} characters`)
  const { authority = '', hash = '', query = '' } = SHAPE.exec(text)?.groups ?? {}
  const repoHash = hash.toLowerCase()
  if (!REPO_HASH.test(repoHash)) throw bad('has no repo hash of 40 hex digits')
  const parameters = query.split('&').map(splitParameter)
  const names = parameters.filter(({ key }) => key === 'name').map(({ value }) => value)
  if (names.length > 1) throw bad('has two names')
  const places = parameters.filter(({ key }) => key === 'at').map(({ value }) => value)
  const addresses = [...(authority ? [authority] : []), ...places].map(parseAddress)
  if (addresses.length > MAX_LINK_ADDRESSES) throw bad(`has more than ${MAX_LINK_ADDRESSES} addresses`)
  return { repoHash, name: decodeName(names[0] ?? ''), addresses }
}

function formatAddress({ address, port }: LinkAddress): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

function parseAddress(text: string): LinkAddress {
  const {
    v4,
    v6,
    port = '',
  } = /^(?:\[(?<v6>[^\]]*)\]|(?<v4>[^:]*)):(?<port>[1-9][0-9]{0,4})$/.exec(text)?.groups ?? {}
  const known = v6 === undefined ? isIpv4(v4 ?? '') : isIpv6(v6)
  if (!known || !isPort(Number(port))) throw bad('has an address that is not IP:PORT')
  return { address: v6 ?? v4 ?? '', port: Number(port) }
}

function splitParameter(text: string): { readonly key: string; readonly value: string } {
  const equals = text.indexOf('=')
  return equals < 0 ? { key: text, value: '' } : { key: text.slice(0, equals), value: text.slice(equals + 1) }
}

function encodeName(name: string): string {
  checkText(name, MAX_NAME, 'link', 'the name')
  return encodeURIComponent(name)
}

/** Spaces may have become + on the way. */
function decodeName(encoded: string): string {
  let name: string
  try {
    name = decodeURIComponent(encoded.replaceAll('+', ' '))
  } catch {
    throw bad('has a name that is not UTF-8')
  }
  if (!isSafeText(name, MAX_NAME)) throw bad('has a name that is not plain text')
  return name
}

function bad(what: string): GtpError {
  return new GtpError('link', `the link ${what}`)
}

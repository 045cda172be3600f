/** The query of an announce, as strangers wrote it. */
import { AppError } from '../../shared/errors.ts'
import { isPort } from '../gtp/ip-address.ts'
import { toHex } from '../gtp/bytes.ts'
import { normalizeIp } from '../gtp/ip-scope.ts'
import { MAX_ADDRESS, MAX_PEERS, MAX_QUERY } from './limits.ts'
import type { AnnounceRequest } from './types.ts'

const ID_BYTES = 20
const [PERCENT, PLUS, SPACE, FIRST_PLAIN, LAST_PLAIN] = [0x25, 0x2b, 0x20, 0x21, 0x7e]
/** So far below zero that it stays there when a digit is beside it. */
const NO_BYTE = -0x1000
const KNOWN_KEYS = [
  'repo_hash',
  'peer_id',
  'port',
  'uploaded',
  'downloaded',
  'completed',
  'address',
  'peers',
  'references',
  'event',
  'valid',
] as const
type Key = (typeof KNOWN_KEYS)[number]
type Fields = Partial<Record<Key, Uint8Array>>

/**
 * @param query what follows the "?", percent-encoded; keys that are not known are ignored
 * @param source IP literal that the request came from
 * AppError BAD_INPUT names the first thing that is wrong.
 */
export function parseRequest(query: string, source: string): AnnounceRequest {
  const from = normalizeIp(source)
  if (from === null) throw new AppError('BAD_INPUT', 'the asker has no address', 'ask again')
  const fields = readFields(query)
  const port = number(fields, 'port', 65_535)
  if (!isPort(port)) throw bad('port', 'is 0', 'give the port that peers can connect to')
  const event = word(fields, 'event', ['started', 'stopped'] as const)
  const address = addressOf(fields)
  return {
    repo: id(fields, 'repo_hash'),
    peerId: id(fields, 'peer_id'),
    port,
    uploaded: number(fields, 'uploaded', Number.MAX_SAFE_INTEGER),
    downloaded: number(fields, 'downloaded', Number.MAX_SAFE_INTEGER),
    completed: number(fields, 'completed', 100),
    peers: fields.peers ? number(fields, 'peers', Number.MAX_SAFE_INTEGER) : MAX_PEERS,
    references: word(fields, 'references', ['0', '1'] as const) === '1',
    ...(address === undefined ? {} : { address }),
    ...(event === undefined ? {} : { event }),
    ...(fields.valid ? { valid: number(fields, 'valid', Number.MAX_SAFE_INTEGER) } : {}),
    source: from,
  }
}

function readFields(query: string): Fields {
  if (query.length > MAX_QUERY) {
    throw new AppError('BAD_INPUT', `the query is longer than ${MAX_QUERY} characters`, 'leave out some keys')
  }
  const fields: Fields = {}
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=')
    const key = KNOWN_KEYS.find((known) => known === pair.slice(0, Math.max(0, equals)))
    if (key === undefined) continue
    if (fields[key]) throw bad(key, 'is there twice', 'give it once')
    fields[key] = unescapeBytes(pair.slice(equals + 1), key)
  }
  return fields
}

/** The bytes of a percent-encoded value; "+" is a space, as forms write it. */
function unescapeBytes(text: string, key: Key): Uint8Array {
  const bytes = new Uint8Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    let byte = code
    if (code === PERCENT) byte = (hexDigit(text.charCodeAt(++at)) << 4) | hexDigit(text.charCodeAt(++at))
    else if (code === PLUS) byte = SPACE
    else if (code < FIRST_PLAIN || code > LAST_PLAIN) byte = NO_BYTE
    if (byte < 0) throw bad(key, 'is not percent-encoded', 'write bytes beyond letters and digits as %XX')
    bytes[length++] = byte
  }
  return bytes.subarray(0, length)
}

/** Of a character code; negative for what is none, NaN included. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : NO_BYTE
}

/** 20 raw bytes, or the 40 hex digits that people type. */
function id(fields: Fields, key: 'repo_hash' | 'peer_id'): string {
  const bytes = required(fields, key)
  if (bytes.length === ID_BYTES) return toHex(bytes)
  const typed = String.fromCharCode(...bytes.subarray(0, 2 * ID_BYTES + 1)).toLowerCase()
  if (/^[0-9a-f]{40}$/.test(typed)) return typed
  throw bad(key, `is not ${ID_BYTES} bytes long`, `give ${ID_BYTES} bytes, percent-encoded, or 40 hex digits`)
}

function number(fields: Fields, key: Key, max: number): number {
  const text = String.fromCharCode(...required(fields, key).subarray(0, 17))
  const value = Number(text)
  if (/^(0|[1-9][0-9]{0,15})$/.test(text) && value <= max) return value
  throw bad(key, `is not a whole number from 0 to ${max}`, 'give it in decimal digits')
}

function word<T extends string>(fields: Fields, key: Key, words: readonly T[]): T | undefined {
  const bytes = fields[key]
  if (!bytes) return undefined
  const text = String.fromCharCode(...bytes.subarray(0, 20))
  const found = words.find((one) => one === text)
  if (found === undefined)
    throw bad(key, `is neither ${words.join(' nor ')}`, 'give one of them, or leave it out')
  return found
}

function addressOf({ address }: Fields): string | undefined {
  if (!address) return undefined
  const text = String.fromCharCode(...address.subarray(0, MAX_ADDRESS + 1))
  const literal = text.length > MAX_ADDRESS || text.includes('%') ? null : normalizeIp(text)
  if (literal === null)
    throw bad('address', "is not one computer's IP address", 'give it in numbers, or leave it out')
  return literal
}

function required(fields: Fields, key: Key): Uint8Array {
  const bytes = fields[key]
  if (!bytes) throw bad(key, 'is missing', 'give it')
  return bytes
}

const bad = (key: Key, what: string, action: string) => new AppError('BAD_INPUT', `${key} ${what}`, action)

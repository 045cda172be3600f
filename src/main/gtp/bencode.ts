/**
 * Bencoding, canonical or refused (GTP/0.2 section 2): a value has exactly one encoding, so that the hash of a
 * dictionary names its content.
 */
import { compareBytes, decodeUtf8, encodeUtf8, concatBytes } from './bytes.ts'
import { MAX_BENCODE_DEPTH, MAX_BENCODE_ITEMS } from './limits.ts'
import { GtpError } from './types.ts'

/** What can be encoded. Text is written as UTF-8; entries that are undefined are left out. */
export type Bencodable =
  | number
  | string
  | Uint8Array
  | readonly Bencodable[]
  | ReadonlyMap<string, Bencodable>
  | { readonly [key: string]: Bencodable | undefined }

/** What was decoded. Strings stay bytes, and are views into the input; keys are UTF-8 text. */
export type Bencoded = number | Uint8Array | readonly Bencoded[] | BencodedDictionary
export type BencodedDictionary = ReadonlyMap<string, Bencoded>

const INTEGER = 0x69 // i
const LIST = 0x6c // l
const DICTIONARY = 0x64 // d
const END = 0x65 // e
const COLON = 0x3a
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39

/** The canonical encoding. Throws GtpError for numbers that are no safe integers and for text with lone surrogates. */
export function encodeBencode(value: Bencodable): Uint8Array {
  const parts: Uint8Array[] = []
  write(value, parts)
  return concatBytes(parts)
}

function write(value: Bencodable, parts: Uint8Array[]): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new GtpError('bencode', `${value} is not a safe integer`)
    // Template literals write -0 as "0", which is the canonical form.
    parts.push(encodeUtf8(`i${value}e`))
  } else if (typeof value === 'string') {
    writeString(encodeText(value), parts)
  } else if (value instanceof Uint8Array) {
    writeString(value, parts)
  } else if (Array.isArray(value)) {
    parts.push(Uint8Array.of(LIST))
    for (const item of value as readonly Bencodable[]) write(item, parts)
    parts.push(Uint8Array.of(END))
  } else {
    writeDictionary(value as Exclude<typeof value, readonly Bencodable[]>, parts)
  }
}

function writeString(bytes: Uint8Array, parts: Uint8Array[]): void {
  parts.push(encodeUtf8(`${bytes.length}:`), bytes)
}

function writeDictionary(
  value: ReadonlyMap<string, Bencodable> | { readonly [key: string]: Bencodable | undefined },
  parts: Uint8Array[],
): void {
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  const sorted = entries
    .map(([key, item]) => ({ key: encodeText(key), item: item as Bencodable | undefined }))
    .sort((a, b) => compareBytes(a.key, b.key))
  parts.push(Uint8Array.of(DICTIONARY))
  for (const { key, item } of sorted) {
    if (item === undefined) continue
    writeString(key, parts)
    write(item, parts)
  }
  parts.push(Uint8Array.of(END))
}

function encodeText(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) throw new GtpError('bencode', 'text with half a surrogate pair')
  return encodeUtf8(text)
}

/**
 * Reads one value that fills `bytes`. Throws GtpError 'bencode' for whatever encodeBencode would not have written:
 * unsorted or repeated keys, leading zeros, minus zero, trailing bytes; and for what breaks a limit.
 * The caller bounds the length of `bytes`.
 */
export function decodeBencode(bytes: Uint8Array): Bencoded {
  const reader = new Reader(bytes)
  const value = reader.value(0)
  reader.end()
  return value
}

class Reader {
  private at = 0
  private items = 0

  constructor(private readonly bytes: Uint8Array) {}

  value(depth: number): Bencoded {
    if (depth > MAX_BENCODE_DEPTH) throw this.bad(`nested deeper than ${MAX_BENCODE_DEPTH}`)
    if (++this.items > MAX_BENCODE_ITEMS) throw this.bad(`more than ${MAX_BENCODE_ITEMS} values`)
    switch (this.bytes[this.at]) {
      case INTEGER:
        this.at++
        return this.integer()
      case LIST:
        this.at++
        return this.list(depth)
      case DICTIONARY:
        this.at++
        return this.dictionary(depth)
      default:
        return this.string()
    }
  }

  end(): void {
    if (this.at !== this.bytes.length) throw this.bad('bytes after the value')
  }

  private integer(): number {
    const negative = this.bytes[this.at] === MINUS
    if (negative) this.at++
    const magnitude = this.digits(END)
    if (negative && magnitude === 0) throw this.bad('minus zero')
    return negative ? -magnitude : magnitude
  }

  private string(): Uint8Array {
    const length = this.digits(COLON)
    if (length > this.bytes.length - this.at) throw this.bad('a string longer than what is left')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  private list(depth: number): readonly Bencoded[] {
    const items: Bencoded[] = []
    while (!this.ended()) items.push(this.value(depth + 1))
    return items
  }

  private dictionary(depth: number): BencodedDictionary {
    const entries = new Map<string, Bencoded>()
    let previous: Uint8Array | undefined
    while (!this.ended()) {
      const key = this.string()
      if (previous && compareBytes(previous, key) >= 0) throw this.bad('keys unsorted or repeated')
      previous = key
      entries.set(decodeUtf8(key, 'bencode', 'a key'), this.value(depth + 1))
    }
    return entries
  }

  /** Steps over the end mark if it is next. */
  private ended(): boolean {
    if (this.bytes[this.at] !== END) return false
    this.at++
    return true
  }

  /** A canonical decimal number up to and including the byte `until`. */
  private digits(until: number): number {
    const start = this.at
    let value = 0
    for (;;) {
      const byte = this.bytes[this.at]
      if (byte === undefined) throw this.bad('the end came early')
      if (byte === until && this.at > start) break
      if (byte < ZERO || byte > NINE) throw this.bad('a digit was expected')
      if (this.at > start && value === 0) throw this.bad('a leading zero')
      value = value * 10 + (byte - ZERO)
      if (!Number.isSafeInteger(value)) throw this.bad('a number beyond 2^53 - 1')
      this.at++
    }
    this.at++
    return value
  }

  private bad(what: string): GtpError {
    return new GtpError('bencode', `not canonical bencoding at byte ${this.at}: ${what}`)
  }
}

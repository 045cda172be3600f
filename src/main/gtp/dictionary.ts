/** Reading a bencoded dictionary strictly: each field has a type and bounds; keys that nobody asks for are ignored. */
import type { Hex } from '../../shared/model.ts'
import { decodeBencode, type Bencoded, type BencodedDictionary } from './bencode.ts'
import { decodeUtf8, toHex } from './bytes.ts'
import { GtpError } from './types.ts'

export class Dictionary {
  private constructor(
    private readonly entries: BencodedDictionary,
    private readonly kind: GtpError['kind'],
    /** Where this dictionary is, for messages: "repo" or "peers[3]". */
    private readonly path: string,
  ) {}

  /** Decodes bytes that are one dictionary. Errors are of `kind` and name `path`. */
  static decode(bytes: Uint8Array, kind: GtpError['kind'], path: string): Dictionary {
    return Dictionary.from(decodeBencode(bytes), kind, path)
  }

  static from(value: Bencoded, kind: GtpError['kind'], path: string): Dictionary {
    if (!(value instanceof Map)) throw new GtpError(kind, `${path} is not a dictionary`)
    return new Dictionary(value, kind, path)
  }

  keys(): readonly string[] {
    return [...this.entries.keys()]
  }

  has(key: string): boolean {
    return this.entries.has(key)
  }

  /** A whole number within [min, max]. */
  integer(key: string, min: number, max: number): number {
    const value = this.required(key)
    if (typeof value !== 'number' || value < min || value > max) {
      throw this.bad(key, `is not a whole number from ${min} to ${max}`)
    }
    return value
  }

  /** At most `max` bytes. */
  bytes(key: string, max: number): Uint8Array {
    const value = this.required(key)
    if (!(value instanceof Uint8Array)) throw this.bad(key, 'is not a string')
    if (value.length > max) throw this.bad(key, `is longer than ${max} bytes`)
    return value
  }

  /** Exactly `length` bytes, as hex. */
  hex(key: string, length: number): Hex {
    const value = this.bytes(key, length)
    if (value.length !== length) throw this.bad(key, `is not ${length} bytes long`)
    return toHex(value)
  }

  /** UTF-8 text of at most `max` bytes. */
  text(key: string, max: number): string {
    return decodeUtf8(this.bytes(key, max), this.kind, this.name(key))
  }

  /** A list of at most `max` items. */
  list(key: string, max: number): readonly Bencoded[] {
    const value = this.required(key)
    if (!Array.isArray(value)) throw this.bad(key, 'is not a list')
    if (value.length > max) throw this.bad(key, `has more than ${max} items`)
    return value as readonly Bencoded[]
  }

  /** A list of byte strings, each at most `maxBytes` long. */
  strings(key: string, max: number, maxBytes: number): readonly Uint8Array[] {
    return this.list(key, max).map((item) => {
      if (!(item instanceof Uint8Array)) throw this.bad(key, 'holds something that is not a string')
      if (item.length > maxBytes) throw this.bad(key, `holds a string longer than ${maxBytes} bytes`)
      return item
    })
  }

  dictionary(key: string): Dictionary {
    return Dictionary.from(this.required(key), this.kind, this.name(key))
  }

  /** A list of dictionaries. */
  dictionaries(key: string, max: number): readonly Dictionary[] {
    return this.list(key, max).map((item, at) => Dictionary.from(item, this.kind, `${this.name(key)}[${at}]`))
  }

  /** A complaint about one field, of this dictionary's kind. */
  bad(key: string, what: string): GtpError {
    return new GtpError(this.kind, `${this.name(key)} ${what}`)
  }

  private required(key: string): Bencoded {
    const value = this.entries.get(key)
    if (value === undefined) throw this.bad(key, 'is missing')
    return value
  }

  private name(key: string): string {
    return `${this.path}.${key}`
  }
}

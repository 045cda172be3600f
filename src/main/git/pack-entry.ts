/** How packs write their entries (gitformat-pack(5)). */
import { badPack } from './failures.ts'

const OFS_DELTA = 6
const REF_DELTA = 7

export interface EntryHeader {
  readonly isDelta: boolean
  /** Bytes that its data unfolds to. */
  readonly size: number
  /** How far back a delta's base begins; null for one that is named by its ID. */
  readonly distance: number | null
  /** Where its deflated data begins. */
  readonly data: number
}

/** Throws BAD_PACK where the pack ends within it. */
export function readEntryHeader(pack: Uint8Array, start: number, hashBytes: number): EntryHeader {
  let at = start
  const next = () => {
    const byte = pack[at++]
    if (byte === undefined) throw badPack('a pack is cut off')
    return byte
  }
  let byte = next()
  const type = (byte >> 4) & 7
  if (type === 0 || type === 5) throw badPack(`an object is of the unknown type ${type}`)
  let size = byte & 15
  for (let unit = 16; byte & 128; unit *= 128) {
    byte = next()
    size += (byte & 127) * unit
  }
  let distance: number | null = null
  if (type === OFS_DELTA) {
    byte = next()
    distance = byte & 127
    while (byte & 128) {
      byte = next()
      distance = (distance + 1) * 128 + (byte & 127)
    }
  }
  if (type === REF_DELTA) at += hashBytes
  return { isDelta: type === OFS_DELTA || type === REF_DELTA, size, distance, data: at }
}

/** What a delta makes, in bytes: it begins with two sizes, its base's and its result's, seven bits a byte. */
export function sizeOfResult(delta: Uint8Array): number {
  let at = 0
  const size = () => {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = delta[at++]
      if (byte === undefined) throw badPack('a delta is cut off')
      value += (byte & 127) * unit
      if (!(byte & 128)) return value
    }
  }
  size()
  return size()
}

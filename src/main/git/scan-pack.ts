import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { AppError } from '../../shared/errors.ts'
import { OID_BYTES } from '../gtp/references/check-references.ts'
import type { ObjectFormat } from '../gtp/types.ts'
import { badPack, throwIfAborted } from './failures.ts'
import { checkCount } from './pack-file.ts'
import { readEntryHeader, sizeOfResult } from './pack-entry.ts'
import type { ScanLimits } from './scan-limits.ts'
import { unfold } from './unfold.ts'

const HEADER_BYTES = 12
/** Work between two turns of the event loop: bytes hashed, and bytes unfolded with what an entry costs besides. */
const HASHED_AT_ONCE = 8 * 1024 * 1024
const UNFOLDED_AT_ONCE = 1024 * 1024
const ENTRY_COST = 8 * 1024

/**
 * Reads a pack from end to end before anything else does: the checksum is right, every entry unfolds to exactly the size that
 * it declares, deltas build on entries before them, and nothing is beyond the limits, what deltas make included.
 * Throws BAD_PACK; TOO_LARGE where all of it together is too much.
 * @returns the number of objects
 */
export async function scanPack(
  file: string,
  limits: ScanLimits,
  format: ObjectFormat = 'sha1',
  signal?: AbortSignal,
): Promise<number> {
  return scanBytes(await readFile(file), limits, format, signal)
}

/** As scanPack, of a pack's bytes. */
export async function scanBytes(
  pack: Buffer,
  limits: ScanLimits,
  format: ObjectFormat,
  signal?: AbortSignal,
): Promise<number> {
  const hashBytes = OID_BYTES[format]
  const end = pack.length - hashBytes
  if (end < HEADER_BYTES) throw badPack('a pack is too short')
  const hash = createHash(format)
  for (let at = 0; at < end; at += HASHED_AT_ONCE) {
    hash.update(pack.subarray(at, Math.min(at + HASHED_AT_ONCE, end)))
    await turn()
  }
  if (!hash.digest().equals(pack.subarray(end))) throw badPack('a pack does not match its checksum')
  const objects = pack.readUInt32BE(8)
  checkCount(objects, pack.length)
  if (objects > limits.objects) throw tooMuch(`${objects} objects`, limits)
  const at = await scanEntries(pack.subarray(0, end), objects, hashBytes, limits, signal)
  if (at !== end) throw badPack('a pack has bytes after its last object')
  return objects
}

/** Returns where the last entry ends. */
async function scanEntries(
  pack: Buffer,
  objects: number,
  hashBytes: number,
  limits: ScanLimits,
  signal: AbortSignal | undefined,
): Promise<number> {
  /** By where an entry begins: on how many others it builds. */
  const depths = new Map<number, number>()
  let at = HEADER_BYTES
  let all = 0
  let since = 0
  for (let count = 0; count < objects; count++) {
    const { isDelta, size, distance, data } = readEntryHeader(pack, at, hashBytes)
    const below = distance === null ? 0 : depths.get(at - distance)
    if (below === undefined) throw badPack('a delta builds on what is no object before it')
    if (below + 1 > limits.depth) throw tooMuch(`deltas on top of ${limits.depth} others`, limits)
    checkSize(size, isDelta ? limits.made : limits.object)
    if (all + size > limits.all) throw tooMuch(`more than ${limits.all} bytes`, limits)
    const { content, consumed } = await unfold(pack.subarray(data), size)
    const made = isDelta ? sizeOfResult(content) : 0
    checkSize(made, limits.made)
    all += size + made
    if (all > limits.all) throw tooMuch(`more than ${limits.all} bytes`, limits)
    depths.set(at, isDelta ? below + 1 : 0)
    at = data + consumed
    since += size + ENTRY_COST
    if (since <= UNFOLDED_AT_ONCE) continue
    since = 0
    throwIfAborted(signal)
    await turn()
  }
  return at
}

const tooMuch = (what: string, { otherwise }: ScanLimits) =>
  new AppError('TOO_LARGE', `a pack of the project unfolds to ${what}`, otherwise)

function checkSize(size: number, limit: number): void {
  if (size > limit) throw badPack(`an object claims to unfold to ${size} bytes`)
}

import type { ObjectFormat } from '../../gtp/types.ts'
import { readPackEnds, type PackEnds } from '../pack-file.ts'
import { MAX_SCANNED, PROGRAM } from '../scan-limits.ts'
import { scanPack } from '../scan-pack.ts'

/**
 * What comes by itself, of people who may be strangers, is looked through before git is: that has no limit on what it all unfolds
 * to, nor for how long. Throws BAD_PACK, TOO_LARGE, CANCELLED.
 */
export async function checkThinPack(
  file: string,
  format: ObjectFormat,
  signal: AbortSignal | undefined,
): Promise<PackEnds> {
  const ends = await readPackEnds(file, format)
  if (ends.bytes <= MAX_SCANNED) await scanPack(file, PROGRAM, format, signal)
  return ends
}

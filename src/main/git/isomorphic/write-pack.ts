import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { throwIfAborted } from '../failures.ts'
import type { ObjectReader, ObjectType } from './object-reader.ts'
import { MAX_MADE_PACK_BYTES, needsGit } from './size-limit.ts'

const compress = promisify(deflate)
const TYPE_NUMBER: Readonly<Record<ObjectType, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 }

/**
 * Writes the objects, without deltas, one at a time, as a pack of version 2 (gitformat-pack(5)); `file` appears whole or
 * not at all. Returns its length in bytes.
 */
export async function writePack(
  reader: ObjectReader,
  oids: readonly Hex[],
  file: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const unfinished = `${file}.unfinished`
  const handle = await open(unfinished, 'w')
  const hash = createHash('sha1')
  let bytes = 0
  const write = async (chunk: Buffer) => {
    hash.update(chunk)
    bytes += chunk.length
    if (bytes > MAX_MADE_PACK_BYTES) throw needsGit('the project')
    await handle.writeFile(chunk)
  }
  try {
    const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
    header.writeUInt32BE(oids.length, 8)
    await write(header)
    for (const oid of oids) {
      throwIfAborted(signal)
      const { type, content } = await reader.read(oid)
      await write(Buffer.concat([entryHeader(type, content.length), await compress(content)]))
    }
    await handle.writeFile(hash.digest())
    await handle.sync()
    await handle.close()
    await rename(unfinished, file)
    return bytes + 20
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(unfinished, { force: true })
    throw AppError.of(error)
  }
}

// Three bits of type and four of size, then seven bits of size a byte, least significant first.
function entryHeader(type: ObjectType, size: number): Buffer {
  const header: number[] = []
  let byte = (TYPE_NUMBER[type] << 4) | (size & 15)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    header.push(byte | 128)
    byte = rest & 127
  }
  return Buffer.from([...header, byte])
}

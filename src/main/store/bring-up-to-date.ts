/** Which format the data directory has: a newer one is left alone, an older one is brought up to date. */
import { AppError } from '../../shared/errors.ts'
import type { layoutOf } from './data-dir.ts'
import type { Migration } from './migrations/index.ts'
import { readPatiently } from './read-patiently.ts'
import { writeAtomic } from './write-atomic.ts'

/** Characters of the file; a number is far shorter. */
const MAX_TEXT = 32

/**
 * Runs the migrations that the directory has not seen, each to its end before its number is written: a node that is killed
 * meanwhile runs the same one again at its next start. For whoever holds the directory's lock.
 * @param migrations all that there are; the last one's number is this node's format
 * Throws DATA_DIR_NEWER where a newer node has written the directory, and DAMAGED where its format can't be told. Nothing
 * is changed then.
 */
export async function bringUpToDate(
  layout: ReturnType<typeof layoutOf>,
  migrations: readonly Migration[],
): Promise<void> {
  const own = migrations.at(-1)?.to ?? 0
  const found = await readFormat(layout)
  if (found > own) {
    throw new AppError(
      'DATA_DIR_NEWER',
      `${layout.path} was written by a newer GitTorrent (data format ${found}, this one knows ${own}), and was not touched`,
      'update GitTorrent, or give this one another folder with --data-dir',
      { found, own },
    )
  }
  for (const { to, run } of migrations) {
    if (to <= found) continue
    await run(layout)
    await writeAtomic(layout.format, `${to}\n`)
  }
}

/** 0 where none is named. */
async function readFormat({ format }: ReturnType<typeof layoutOf>): Promise<number> {
  const text = (await readPatiently(format))?.toString('utf8')
  if (text === undefined) return 0
  const number = text.length <= MAX_TEXT ? /^([1-9]\d{0,8})\s*$/.exec(text)?.[1] : undefined
  if (number !== undefined) return Number(number)
  throw new AppError(
    'DAMAGED',
    `${format} does not say which version of GitTorrent wrote its folder`,
    'put back your copy of that file; if no newer version ever ran here, delete it',
  )
}

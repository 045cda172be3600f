import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Readable, pipeline } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { throwIfAborted } from '../failures.ts'
import { historyPoints, isWholeInTip, tipPoints, wholePoints } from '../reel-points.ts'
import type { MadePack, Repository, Selection } from '../types.ts'
import { inside } from './open.ts'
import { parentsOf } from './parents-of.ts'
import { endProcess } from './process.ts'
import type { GitProgram } from './run.ts'

/** Threads that look for deltas: more would take the machine away from its user. */
const MAX_THREADS = 8
/** Memory of each thread's delta window; a few large files would otherwise fill it with copies of themselves. */
const WINDOW_MEMORY = '256m'
/** Characters of object list handed to pack-objects at once. */
const BATCH = 64 * 1024

/**
 * Writes what is reachable from the selection as a tip pack (HEAD's commit and tree) and a history pack (all the rest).
 * Both are self-contained. What this process itself holds is the set of the tip's object IDs; the rest streams through.
 */
export async function makePacks(
  git: GitProgram,
  repository: Repository,
  selection: Selection,
  folder: string,
  signal?: AbortSignal,
): Promise<readonly MadePack[]> {
  await mkdir(folder, { recursive: true })
  const { gitDir, cwd } = inside(repository)
  const list = (args: readonly string[], input = '') =>
    git.lines([gitDir, 'rev-list', '--objects', ...args], { cwd, input, signal })
  const pack = async (kind: MadePack['kind'], lines: AsyncIterable<string>) => {
    const file = join(folder, `${kind}.pack`)
    return { kind, file, bytes: await writePack(git, repository, lines, file, signal) }
  }
  const everything = selection.refs.map(({ oid }) => `${oid}\n`).join('')

  if (isWholeInTip(selection, await parentsOf(git, repository.gitDir, selection.headCommit))) {
    return [{ ...(await pack('tip', list(['--stdin'], everything))), ...wholePoints(selection) }]
  }
  const tip = new Set<Hex>()
  const tipPack = await pack('tip', remember(list(['--max-count=1', selection.headCommit]), tip))
  const historyPack = await pack('history', without(list(['--stdin'], everything), tip)).catch(
    async (error) => {
      await rm(tipPack.file, { force: true })
      throw error
    },
  )
  return [
    { ...tipPack, ...tipPoints(selection) },
    { ...historyPack, ...historyPoints(selection) },
  ]
}

// Lines are "OID" or "OID PATH"; the path lets pack-objects find good deltas.
const objectId = (line: string): Hex => {
  const space = line.indexOf(' ')
  return space === -1 ? line : line.slice(0, space)
}

async function* remember(lines: AsyncIterable<string>, seen: Set<Hex>): AsyncGenerator<string> {
  for await (const line of lines) {
    seen.add(objectId(line))
    yield line
  }
}

async function* without(lines: AsyncIterable<string>, excluded: ReadonlySet<Hex>): AsyncGenerator<string> {
  for await (const line of lines) if (!excluded.has(objectId(line))) yield line
}

async function* batches(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let batch = ''
  for await (const line of lines) {
    batch += `${line}\n`
    if (batch.length >= BATCH) {
      yield batch
      batch = ''
    }
  }
  yield batch
}

/** Packs the listed objects into `file`, which appears whole or not at all. Returns its length in bytes. */
async function writePack(
  git: GitProgram,
  repository: Repository,
  lines: AsyncIterable<string>,
  file: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { gitDir, cwd } = inside(repository)
  const unfinished = `${file}.unfinished`
  const handle = await open(unfinished, 'w')
  try {
    const threads = Math.min(availableParallelism(), MAX_THREADS)
    const options = ['--stdout', '--quiet', '--delta-base-offset', `--threads=${threads}`]
    const { child, done } = git.start(
      [gitDir, 'pack-objects', ...options, `--window-memory=${WINDOW_MEMORY}`],
      {
        cwd,
        signal,
        stdout: handle.fd,
        writesTo: file,
      },
    )
    const fed = new Promise<void>((resolve, reject) => {
      if (!child.stdin) return resolve()
      pipeline(Readable.from(batches(lines)), child.stdin, (error) => (error ? reject(error) : resolve()))
    })
    // A list that breaks off would make a pack that lacks objects: end the packer rather than let it finish.
    fed.catch(() => endProcess(child))
    const [listed, packed] = await Promise.allSettled([fed, done])
    throwIfAborted(signal)
    // When the packer fails first, the list only fails because nobody reads it any more.
    if (listed.status === 'rejected' && listed.reason instanceof AppError) throw listed.reason
    if (packed.status === 'rejected') throw packed.reason
    if (listed.status === 'rejected') throw listed.reason
    await handle.sync()
    await handle.close()
    const { size } = await stat(unfinished)
    await rename(unfinished, file)
    return size
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(unfinished, { force: true })
    throw AppError.of(error)
  }
}

/** Packs with their indexes: the packer writes both in one go, where to index a pack afterwards takes five times as long. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { commonDir } from '../object-store.ts'
import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'
import { feed, MAX_THREADS, WINDOW_MEMORY } from './write-pack.ts'

/** What the name of all that git makes in the scratch folder begins with. */
const MADE = 'made'

/** Characters of the name that git tells. */
const MAX_NAME = 1_000

/**
 * Packs into `folder`: pack-CHECKSUM.pack, and its index pack-CHECKSUM.idx.
 * @param args  for pack-objects
 * @param lines what it reads
 * @returns pack-CHECKSUM; '' where `args` say that nothing is to be made of nothing
 */
export async function packInto(
  git: GitProgram,
  repository: Repository,
  folder: string,
  args: readonly string[],
  lines: AsyncIterable<string>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { gitDir, cwd } = inside(repository)
  // What it makes, it writes into its object directory first: not into the user's, but into one beside the result.
  const scratch = await mkdtemp(join(folder, 'objects-'))
  try {
    await mkdir(join(scratch, 'pack'))
    const threads = Math.min(availableParallelism(), MAX_THREADS)
    const usual = [
      '--quiet',
      '--delta-base-offset',
      `--threads=${threads}`,
      `--window-memory=${WINDOW_MEMORY}`,
    ]
    const { child, done } = git.start([gitDir, 'pack-objects', ...usual, ...args, join(scratch, MADE)], {
      ...{ cwd, signal, writesTo: folder },
      // One pack, of which the last line tells, and nothing beside it but its index.
      config: [
        ['pack.packSizeLimit', '0'],
        ['pack.writeReverseIndex', 'false'],
      ],
      env: {
        GIT_OBJECT_DIRECTORY: scratch,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(join(await commonDir(repository.gitDir), 'objects')),
      },
    })
    let told = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(-MAX_NAME)))
    await feed(child, done, lines, signal)
    const checksum = told.trim()
    if (checksum === '') return ''
    const name = `pack-${checksum}`
    // Only now: of a list that broke off a quick packer makes a pack as well, one that lacks objects.
    for (const end of ['pack', 'idx'])
      await rename(join(scratch, `${MADE}-${checksum}.${end}`), join(folder, `${name}.${end}`))
    return name
  } catch (error) {
    throw AppError.of(error)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** As in C, so that a path may hold the separator of a list of paths. */
const quoted = (path: string) => `"${path.replace(/["\\]/g, '\\$&')}"`

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { addPackedRefs } from '../add-packed-refs.ts'
import { initRepository, trackingRefs, writeBareLayout } from '../clone-layout.ts'
import { checkPublishedRefs } from '../clone-source.ts'
import { badPack } from '../failures.ts'
import { addKeptPacks, releaseKeptPacks } from '../kept-packs.ts'
import { commonDir } from '../object-store.ts'
import { installPack, readPackEnds } from '../pack-file.ts'
import type { Adoption, Repository } from '../types.ts'
import { checkRefs } from './check-refs.ts'
import { isConnected } from './holds-connected.ts'
import { asBadPack, BIG_FILE, MAX_ALLOCATION, STRICT } from './index-packs.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'

/** See TipFirst.remoteNames. */
export async function remoteNames(git: GitProgram, repository: Repository): Promise<readonly string[]> {
  const { gitDir, cwd } = inside(repository)
  const output = await git.run([gitDir, 'remote'], { cwd, userConfig: true })
  return output.split('\n').filter((name) => name !== '')
}

/** See TipFirst.adoptExisting. What the packs hold is checked in quarantine, on top of what the repository has. */
export async function adoptExisting(
  git: GitProgram,
  adoption: Adoption,
  signal?: AbortSignal,
): Promise<void> {
  const { repository, quarantine, remote, bare, ...published } = adoption
  const head = checkPublishedRefs(published, remote)
  const common = await commonDir(repository.gitDir)
  const objects = join(common, 'objects')
  try {
    await startQuarantine(quarantine, adoption.objectFormat, objects)
    // A tip pack may come before its parents; whether they are there in the end is proven below.
    const boundary = join(quarantine, 'joining-boundary')
    await writeFile(boundary, `${head.oid}\n`)
    for (const pack of adoption.packs) await indexOnTop(git, adoption, pack, boundary, signal)
    const refs = await checkRefs(git, quarantine, adoption.refs, signal)
    // Quoted as in C, so that a path may hold the separator.
    const further = `"${join(quarantine, 'objects').replace(/["\\]/g, '\\$&')}"`
    const env = { GIT_ALTERNATE_OBJECT_DIRECTORIES: further }
    const oids = refs.map(({ oid }) => oid)
    if (!(await isConnected(git, repository, oids, { env, signal }))) {
      throw badPack('with all packs, something that is published is still missing')
    }
    await addKeptPacks(quarantine, common)
    await addPackedRefs(common, trackingRefs(refs, remote))
    await releaseKeptPacks(common)
    const layout = { remote, url: bare, objectFormat: adoption.objectFormat, head, refs }
    await writeBareLayout(bare, layout)
    await borrowObjects(bare, objects)
    await addRemote(git, common, remote, bare)
  } catch (error) {
    throw AppError.of(error)
  } finally {
    await rm(quarantine, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function startQuarantine(
  folder: string,
  format: Adoption['objectFormat'],
  objects: string,
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await initRepository(folder, format, ['bare = true'])
  await borrowObjects(folder, objects)
}

/** A repository sees another's objects as its own (gitrepository-layout(5), "alternates"). */
const borrowObjects = (gitDir: string, objects: string) =>
  writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${objects}\n`)

async function indexOnTop(
  git: GitProgram,
  { quarantine, objectFormat }: Adoption,
  { file, thin }: Adoption['packs'][number],
  boundary: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const args = [`--git-dir=${quarantine}`, 'index-pack', STRICT]
  const { checksum } = await readPackEnds(file, objectFormat)
  const env = { GIT_ALLOC_LIMIT: MAX_ALLOCATION, GIT_SHALLOW_FILE: boundary }
  const options = { cwd: quarantine, signal, config: [BIG_FILE], env }
  const run = thin
    ? git.run([...args, '--stdin', '--fix-thin'], { ...options, input: createReadStream(file) })
    : git.run([...args, await installPack(file, quarantine, checksum)], options)
  await run.catch((error: unknown) => {
    throw asBadPack(error)
  })
}

async function addRemote(git: GitProgram, common: string, remote: string, url: string): Promise<void> {
  const settings = [
    ['url', url],
    ['fetch', `+refs/heads/*:refs/remotes/${remote}/*`],
    // The node brings what is new by itself.
    ['skipFetchAll', 'true'],
  ] as const
  for (const [key, value] of settings) {
    const args = [
      'config',
      `--file=${join(common, 'config')}`,
      '--replace-all',
      `remote.${remote}.${key}`,
      value,
    ]
    await git.run(args, { cwd: common })
  }
}

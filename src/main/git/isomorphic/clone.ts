import fs from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import * as git from 'isomorphic-git'
import { AppError } from '../../../shared/errors.ts'
import { initRepository, writeBareLayout, writeCloneLayout } from '../clone-layout.ts'
import { checkCloneSource } from '../clone-source.ts'
import { badPack, throwIfAborted } from '../failures.ts'
import { EMBEDDED } from '../scan-limits.ts'
import { scanPack } from '../scan-pack.ts'
import { installPack, readPackEnds, sharePacks, sizeOfPacks } from '../pack-file.ts'
import { makeStaging } from '../staging.ts'
import type { CloneProgress, CloneSource, CloneTarget } from '../types.ts'
import { checkJoinable } from './check-joinable.ts'
import { checkGives, checkObjects } from './check-objects.ts'
import { checkout } from './checkout.ts'
import { checkPath } from './locate.ts'
import { ObjectReader } from './object-reader.ts'

/** As program/clone.ts: the same files in the end, made without a git program. */
export async function clone(
  source: CloneSource,
  target: CloneTarget,
  progress: CloneProgress,
  signal?: AbortSignal,
): Promise<void> {
  const head = checkCloneSource(source, target)
  if (source.packs.some(({ kind }) => kind === 'append')) {
    throw new AppError(
      'GIT_MISSING',
      'the project has grown since it was published, and only git itself can put that together',
      'install git, then start again',
    )
  }
  checkPath(target.path)
  const bytes = await sizeOfPacks(source)
  checkJoinable({ name: 'the project', bytes, objectFormat: source.objectFormat })
  throwIfAborted(signal)
  const staging = await makeStaging(target)
  try {
    const gitDir = join(staging.clone, '.git')
    await mkdir(gitDir)
    await initRepository(gitDir, 'sha1', CORE[process.platform] ?? CORE_ON_UNIX)
    const objects = await indexPacks(gitDir, source, (fraction) => progress('indexing', fraction), signal)

    const reader = new ObjectReader(gitDir)
    const count = (checked: number) => progress('checking', Math.min(checked / objects, 1))
    const refs = await checkObjects(reader, source.refs, count, signal)
    for (const { gives = [] } of source.packs) await checkGives(reader, gives)
    const layout = {
      remote: target.remote,
      url: staging.target.bare,
      objectFormat: 'sha1',
      head,
      refs,
    } as const
    await writeCloneLayout(gitDir, layout)
    await sharePacks(gitDir, staging.bare)
    await writeBareLayout(staging.bare, layout)
    await staging.sync()

    const branch = { name: head.name.slice('refs/heads/'.length), commit: head.oid }
    await checkout(reader, staging.clone, branch, bytes, (fraction) => progress('checkout', fraction))
    throwIfAborted(signal)
    await staging.commit()
    progress('checkout', 1)
  } catch (error) {
    await staging.discard()
    throw AppError.of(error)
  }
}

// What git init finds out by trying, as each system is by default.
const CORE_ON_UNIX = ['filemode = true', 'bare = false', 'logallrefupdates = true']
const CORE: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [...CORE_ON_UNIX, 'ignorecase = true', 'precomposeunicode = true'],
  win32: [
    'filemode = false',
    'bare = false',
    'logallrefupdates = true',
    'symlinks = false',
    'ignorecase = true',
  ],
}

/** Returns the number of objects. */
async function indexPacks(
  gitDir: string,
  source: CloneSource,
  progress: (fraction: number) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  let objects = 0
  for (const [index, { file }] of source.packs.entries()) {
    const { checksum } = await readPackEnds(file, 'sha1')
    const pack = await installPack(file, gitDir, checksum)
    const expected = await scanPack(pack, EMBEDDED, 'sha1', signal)
    const onProgress = ({ phase, loaded, total }: git.GitProgressEvent) => {
      throwIfAborted(signal)
      const fraction = (loaded / total + (phase === 'Resolving deltas' ? 1 : 0)) / 2
      progress((index + fraction) / source.packs.length)
    }
    const filepath = relative(gitDir, pack)
    const { oids } = await git
      .indexPack({ fs, dir: gitDir, gitdir: gitDir, filepath, cache: {}, onProgress })
      .catch((error: unknown) => {
        const failure = AppError.of(error)
        throw failure.code === 'INTERNAL' ? badPack(failure.message) : failure
      })
    // Objects that can't be rebuilt are left out without a word.
    if (new Set(oids).size !== expected) throw badPack('a pack has objects that can not be rebuilt')
    await chmod(pack.replace(/\.pack$/, '.idx'), 0o444)
    objects += expected
  }
  return objects
}

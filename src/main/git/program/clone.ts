import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { Ref } from '../../gtp/types.ts'
import { boundaryFile } from '../boundary.ts'
import { writeBareLayout, writeCloneLayout } from '../clone-layout.ts'
import { checkCloneSource } from '../clone-source.ts'
import { throwIfAborted } from '../failures.ts'
import { sharePacks, sizeOfPacks } from '../pack-file.ts'
import { pauseMaintenance } from '../pause-maintenance.ts'
import { makeStaging } from '../staging.ts'
import { syncTree } from '../sync-path.ts'
import type { CloneProgress, CloneSource, CloneTarget, TipSource } from '../types.ts'
import { checkRefs } from './check-refs.ts'
import { checkout, checkSize, userSettings } from './checkout.ts'
import { findBoundary } from './find-boundary.ts'
import { indexPacks } from './index-packs.ts'
import { indexWhole } from './index-whole.ts'
import type { GitProgram } from './run.ts'

/** A clone from packs, made beside its target and moved there whole. See Git.clone. */
export async function clone(
  git: GitProgram,
  source: CloneSource,
  target: CloneTarget,
  progress: CloneProgress,
  signal?: AbortSignal,
): Promise<void> {
  await makeClone(git, source, target, null, progress, signal)
}

/** See TipFirst.checkOutTip. */
export async function checkOutTip(
  git: GitProgram,
  source: TipSource,
  target: CloneTarget,
  progress: CloneProgress,
  signal?: AbortSignal,
): Promise<{ readonly whole: boolean }> {
  const packs = [
    { file: source.pack, kind: 'tip' as const },
    ...(source.appended ?? []).map((file) => ({ file, kind: 'append' as const })),
  ]
  return { whole: await makeClone(git, { ...source, packs }, target, source, progress, signal) }
}

/**
 * @param partial null: the packs hold all that the refs reach
 * @returns whether they do
 */
async function makeClone(
  git: GitProgram,
  source: CloneSource,
  target: CloneTarget,
  partial: TipSource | null,
  progress: CloneProgress,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const head = checkCloneSource(source, target)
  throwIfAborted(signal)
  const staging = await makeStaging(target)
  try {
    const gitDir = join(staging.clone, '.git')
    const format = source.objectFormat === 'sha1' ? [] : [`--object-format=${source.objectFormat}`]
    const options = { cwd: staging.clone, signal }
    await git.run(['init', '--quiet', '--template=', ...format, staging.clone], options)
    const settings = userSettings(git, staging.clone)
    const packed = await sizeOfPacks(source)
    const sized = () => checkSize(git, staging.clone, head.oid, packed, signal)
    const from = { ...source, tip: source.tip ?? head.oid }
    const { refs, whole, boundary } = partial
      ? await indexTip(git, gitDir, from, partial, head, sized, progress, signal)
      : await indexAll(git, gitDir, from, sized, progress, signal)
    const { remote } = target
    const layout = { remote, url: staging.target.bare, objectFormat: source.objectFormat, head, refs }
    await writeCloneLayout(gitDir, layout)
    await sharePacks(gitDir, staging.bare)
    await writeBareLayout(staging.bare, layout)
    if (!whole) {
      await pauseMaintenance(gitDir, head.oid, boundary)
      for (const folder of boundary.length === 0 ? [] : [gitDir, staging.bare])
        await writeFile(boundaryFile(folder), boundary.map((oid) => `${oid}\n`).join(''))
    }
    await staging.sync()
    progress('checking', 1)

    const onFiles = (fraction: number) => progress('checkout', fraction)
    await checkout(git, staging.clone, await settings, onFiles, signal)
    throwIfAborted(signal)
    await staging.commit()
    progress('checkout', 1)
    return whole
  } catch (error) {
    await staging.discard()
    throw AppError.of(error)
  }
}

interface Indexed {
  readonly refs: readonly Ref[]
  /** Whether it is all that is published; otherwise git's shallow boundary is told. */
  readonly whole: boolean
  readonly boundary: readonly Hex[]
}

type TippedSource = CloneSource & { readonly tip: Hex }

async function indexAll(
  git: GitProgram,
  gitDir: string,
  source: TippedSource,
  sized: () => Promise<void>,
  progress: CloneProgress,
  signal: AbortSignal | undefined,
): Promise<Indexed> {
  const onIndexed = (fraction: number) => progress('indexing', fraction)
  const onChecking = () => progress('checking', 0)
  const refs = await indexWhole(git, gitDir, source, { onIndexed, onChecking }, signal)
  await sized()
  return { refs, whole: true, boundary: [] }
}

async function indexTip(
  git: GitProgram,
  gitDir: string,
  source: TippedSource,
  partial: TipSource,
  head: Ref,
  sized: () => Promise<void>,
  progress: CloneProgress,
  signal: AbortSignal | undefined,
): Promise<Indexed> {
  const onIndexed = (fraction: number) => progress('indexing', fraction)
  await indexPacks(git, gitDir, source, source.tip, onIndexed, signal, false)
  progress('checking', 0)
  // Three things that wait for processes and for the disk, and none for another: somebody waits for his files.
  const proven = proveTip(git, gitDir, source, partial, head, signal)
  const all = await Promise.allSettled([proven, sized(), syncTree(join(gitDir, 'objects'))])
  for (const one of all) if (one.status === 'rejected') throw one.reason
  return proven
}

async function proveTip(
  git: GitProgram,
  gitDir: string,
  source: TippedSource,
  partial: TipSource,
  head: Ref,
  signal: AbortSignal | undefined,
): Promise<Indexed> {
  const boundary = await findBoundary(git, gitDir, partial, head.oid, signal)
  const whole = boundary.length === 0 && (await hasAll(git, gitDir, source.refs, signal))
  const atHead = ({ name, oid }: Ref) => name.startsWith('refs/heads/') && oid === head.oid
  const refs = await checkRefs(git, gitDir, whole ? source.refs : source.refs.filter(atHead), signal)
  return { refs, whole, boundary }
}

/** Whether what is there is all that is published. */
async function hasAll(
  git: GitProgram,
  gitDir: string,
  refs: readonly Ref[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const input = refs.map(({ oid }) => `${oid}\n`).join('')
  const args = [`--git-dir=${gitDir}`, 'cat-file', '--batch-check=%(objecttype)']
  return !(await git.run(args, { cwd: gitDir, signal, input })).includes('missing')
}

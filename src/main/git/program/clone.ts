import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Ref } from '../../gtp/types.ts'
import { boundaryFile } from '../boundary.ts'
import { writeBareLayout, writeCloneLayout } from '../clone-layout.ts'
import { checkCloneSource } from '../clone-source.ts'
import { throwIfAborted } from '../failures.ts'
import { sharePacks } from '../pack-file.ts'
import { pauseMaintenance } from '../pause-maintenance.ts'
import { makeStaging } from '../staging.ts'
import type { CloneProgress, CloneSource, CloneTarget, TipSource } from '../types.ts'
import { checkPresent, checkRefs } from './check-refs.ts'
import { checkout } from './checkout.ts'
import { asBadPack, indexPacks } from './index-packs.ts'
import { parentsOf } from './parents-of.ts'
import type { GitProgram } from './run.ts'

/** A clone from packs, made beside its target and moved there whole. See Git.clone. */
export async function clone(
  git: GitProgram,
  source: CloneSource,
  target: CloneTarget,
  progress: CloneProgress,
  signal?: AbortSignal,
): Promise<void> {
  await makeClone(git, source, target, () => true, progress, signal)
}

/** See TipFirst.checkOutTip. */
export async function checkOutTip(
  git: GitProgram,
  source: TipSource,
  target: CloneTarget,
  progress: CloneProgress,
  signal?: AbortSignal,
): Promise<{ readonly whole: boolean }> {
  const packs = [{ file: source.pack, kind: 'tip' as const }]
  const isWhole = (head: Ref, parents: readonly string[]) =>
    parents.length === 0 && source.refs.every(({ oid, peeled }) => (peeled ?? oid) === head.oid)
  return { whole: await makeClone(git, { ...source, packs }, target, isWhole, progress, signal) }
}

/** @param isWhole whether the packs hold all that the refs reach */
async function makeClone(
  git: GitProgram,
  source: CloneSource,
  target: CloneTarget,
  isWhole: (head: Ref, parentsOfHead: readonly string[]) => boolean,
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
    await indexPacks(git, gitDir, source, head.oid, (fraction) => progress('indexing', fraction), signal)

    progress('checking', 0)
    const parents = await parentsOf(git, gitDir, head.oid, signal).catch((error: unknown) => {
      throw asBadPack(error)
    })
    const whole = isWhole(head, parents)
    if (whole) await checkPresent(git, gitDir, parents, signal)
    const atHead = ({ name, oid }: Ref) => name.startsWith('refs/heads/') && oid === head.oid
    const layout = {
      remote: target.remote,
      url: staging.target.bare,
      objectFormat: source.objectFormat,
      head,
      refs: await checkRefs(git, gitDir, whole ? source.refs : source.refs.filter(atHead), signal),
    }
    await writeCloneLayout(gitDir, layout)
    await sharePacks(gitDir, staging.bare)
    await writeBareLayout(staging.bare, layout)
    if (!whole) {
      await pauseMaintenance(gitDir, head.oid)
      for (const folder of parents.length === 0 ? [] : [gitDir, staging.bare])
        await writeFile(boundaryFile(folder), `${head.oid}\n`)
    }
    progress('checking', 1)

    await checkout(git, staging.clone, (fraction) => progress('checkout', fraction), signal)
    throwIfAborted(signal)
    await staging.commit()
    progress('checkout', 1)
    return whole
  } catch (error) {
    await staging.discard()
    throw AppError.of(error)
  }
}

import { AppError } from '../../../shared/errors.ts'
import { join } from 'node:path'
import { writeBareLayout, writeCloneLayout } from '../clone-layout.ts'
import { checkCloneSource } from '../clone-source.ts'
import { throwIfAborted } from '../failures.ts'
import { sharePacks } from '../pack-file.ts'
import { makeStaging } from '../staging.ts'
import type { CloneProgress, CloneSource, CloneTarget } from '../types.ts'
import { checkRefs } from './check-refs.ts'
import { checkout } from './checkout.ts'
import { indexPacks } from './index-packs.ts'
import type { GitProgram } from './run.ts'

/** A clone from packs, made beside its target and moved there whole. See Git.clone. */
export async function clone(
  git: GitProgram,
  source: CloneSource,
  target: CloneTarget,
  progress: CloneProgress,
  signal?: AbortSignal,
): Promise<void> {
  const head = checkCloneSource(source, target)
  throwIfAborted(signal)
  const staging = await makeStaging(target)
  try {
    const gitDir = join(staging.clone, '.git')
    const format = source.objectFormat === 'sha1' ? [] : [`--object-format=${source.objectFormat}`]
    await git.run(['init', '--quiet', '--template=', ...format, staging.clone], {
      cwd: staging.clone,
      signal,
    })
    await indexPacks(git, gitDir, source, head.oid, (fraction) => progress('indexing', fraction), signal)

    progress('checking', 0)
    const refs = await checkRefs(git, gitDir, source.refs, head.oid, signal)
    const layout = {
      remote: target.remote,
      url: staging.target.bare,
      objectFormat: source.objectFormat,
      head,
      refs,
    }
    await writeCloneLayout(gitDir, layout)
    await sharePacks(gitDir, staging.bare)
    await writeBareLayout(staging.bare, layout)
    progress('checking', 1)

    await checkout(git, staging.clone, (fraction) => progress('checkout', fraction), signal)
    throwIfAborted(signal)
    await staging.commit()
    progress('checkout', 1)
  } catch (error) {
    await staging.discard()
    throw AppError.of(error)
  }
}

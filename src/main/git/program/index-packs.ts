import { createReadStream } from 'node:fs'
import { writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import type { ObjectFormat } from '../../gtp/types.ts'
import { asBadPack } from '../failures.ts'
import { installPack, readPackEnds } from '../pack-file.ts'
import type { CloneSource } from '../types.ts'
import { checkThinPack } from './check-thin-pack.ts'
import { checkGives } from './check-refs.ts'
import { WHILE_JOINING } from './give-way.ts'
import { BIG_FILE, boundMemory } from './index-limits.ts'
import { lastPercent } from './last-percent.ts'
import type { ProcessOptions } from './process.ts'
import type { GitProgram } from './run.ts'
import { withinRoom } from './within-room.ts'

/**
 * Faults of form in old commits, tags and trees, which real projects have and which endanger nobody: let pass. All other
 * checks of git-fsck(1) are fatal, warnings too: .git and .. in trees, null IDs, hostile .gitmodules. Every name here is
 * known to git 2.25, for an unknown one is an error.
 */
const TOLERATED = [
  'badDate',
  'badDateOverflow',
  'badEmail',
  'badFilemode',
  'badName',
  'badTagName',
  'badTimezone',
  'gitmodulesParse',
  'missingEmail',
  'missingNameBeforeEmail',
  'missingSpaceBeforeDate',
  'missingSpaceBeforeEmail',
  'missingTaggerEntry',
  'multipleAuthors',
  'nulInCommit',
  'zeroPaddedDate',
  'zeroPaddedFilemode',
]
/** Argument of index-pack: every object is checked, and its links lead to objects that are there. */
const tolerated = TOLERATED.map((id) => `${id}=ignore`).join(',')
export const STRICT = `--strict=${tolerated}`
/** Without the links; git lets nothing be tolerated here, so that old faults of form make a joiner wait for the history. */
const FSCK = '--fsck-objects'

/**
 * Installs and indexes the packs in a repository that has no other objects. Every object is checked by itself, and its
 * links lead to objects that are there; but for the parents of HEAD's commit, which the tip may lack until the history
 * is in. With those and the refs checked (check-refs.ts), nothing that a ref reaches is missing; and each pack gives what
 * it is signed to.
 *
 * @param tip   the commit that the tip pack holds
 * @param links whether what appended packs link to must be there; without the history some of it is not
 * Throws BAD_PACK, DISK_FULL, CANCELLED.
 */
export async function indexPacks(
  git: GitProgram,
  gitDir: string,
  source: CloneSource,
  tip: Hex,
  progress: (fraction: number) => void,
  signal: AbortSignal | undefined,
  links = true,
): Promise<void> {
  const boundary = join(gitDir, 'joining-boundary')
  await writeFile(boundary, `${tip}\n`)
  for (const [index, { file, kind, gives = [] }] of source.packs.entries()) {
    const onStderr = (text: string) => {
      const fraction = fractionOf(text)
      if (fraction !== null) progress((index + fraction) / source.packs.length)
    }
    const options = { cwd: gitDir, signal, config: [BIG_FILE], priority: WHILE_JOINING, onStderr }
    if (kind === 'append')
      await addThinPack(git, gitDir, file, source.objectFormat, links ? STRICT : FSCK, options)
    else {
      const { checksum, objects } = await readPackEnds(file, source.objectFormat)
      const pack = await installPack(file, gitDir, checksum)
      const args = [`--git-dir=${gitDir}`, 'index-pack', '-v', STRICT, pack]
      const env = { ...boundMemory(objects), ...(kind === 'tip' ? { GIT_SHALLOW_FILE: boundary } : {}) }
      await git.run(args, { ...options, env }).catch((error: unknown) => {
        throw asBadPack(error)
      })
    }
    await checkGives(git, gitDir, gives, signal)
  }
  await rm(boundary)
}

/** Completes a thin pack with the bases that it builds on, which are in the repository. */
async function addThinPack(
  git: GitProgram,
  gitDir: string,
  file: string,
  format: ObjectFormat,
  check: string,
  options: ProcessOptions,
): Promise<void> {
  const { objects } = await checkThinPack(file, format, options.signal)
  const args = [`--git-dir=${gitDir}`, 'index-pack', '-v', '--stdin', '--fix-thin', check]
  await withinRoom(gitDir, options.signal, (signal) =>
    git.run(args, { ...options, signal, env: boundMemory(objects), input: createReadStream(file) }),
  ).catch((error: unknown) => {
    throw asBadPack(error)
  })
}

/** "Indexing objects:  42% (…)", then "Resolving deltas:  10% (…)": about half of the time each. */
function fractionOf(text: string): number | null {
  const resolved = lastPercent(text, 'Resolving deltas')
  if (resolved !== null) return 0.5 + resolved / 200
  const indexed = lastPercent(text, 'Indexing objects')
  return indexed === null ? null : indexed / 200
}

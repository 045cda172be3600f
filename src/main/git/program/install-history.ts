import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { Ref } from '../../gtp/types.ts'
import { addPackedRefs } from '../add-packed-refs.ts'
import { removeFromBoundary } from '../boundary.ts'
import { trackingRefs } from '../clone-layout.ts'
import { checkPublishedRefs } from '../clone-source.ts'
import { asBadPack, cloneGone, throwIfAborted } from '../failures.ts'
import { addKeptPacks, releaseKeptPacks } from '../kept-packs.ts'
import { commonDir } from '../object-store.ts'
import { sharePacks } from '../pack-file.ts'
import { isPaused, notedBoundary } from '../pause-maintenance.ts'
import type { HistoryInstall, InstalledHistory } from '../types.ts'
import { checkGives, checkParents, checkRefs } from './check-refs.ts'
import { resumeMaintenance } from './resume-maintenance.ts'
import type { GitProgram } from './run.ts'
import { unrelatedBranches } from './unrelated-branches.ts'

/** See TipFirst.installHistory. */
export async function installHistory(
  git: GitProgram,
  install: HistoryInstall,
  signal?: AbortSignal,
): Promise<InstalledHistory> {
  const clone = await prepareInstall(git, install, signal)
  for (const step of clone.steps) {
    throwIfAborted(signal)
    await step().catch((error: unknown) => {
      throw AppError.of(error)
    })
  }
  return { unrelated: await unrelatedBranches(git, clone.gitDir, install.refs) }
}

/** See TipFirst.keepShallow. */
export async function keepShallow(git: GitProgram, path: string, headCommit: Hex): Promise<void> {
  await resumeMaintenance(git, await findClone(git, path, headCommit))
}

/**
 * Checks the clone and the quarantine, and tells the steps that follow. Each may be broken off anywhere, and all of them
 * done again from the first: the clone is sound after every one.
 */
export async function prepareInstall(
  git: GitProgram,
  { target, quarantine, tip: other, ...published }: HistoryInstall,
  signal?: AbortSignal,
): Promise<{ readonly gitDir: string; readonly steps: readonly (() => Promise<void>)[] }> {
  const head = checkPublishedRefs(published, target.remote)
  const tip = other ?? head.oid
  const gitDir = await findClone(git, target.path, head.oid)
  const refs = await checkQuarantine(git, quarantine, published, { head: head.oid, tip }, signal)
  const boundary = [head.oid, tip, ...(await notedBoundary(gitDir))]
  const steps = [
    () => addKeptPacks(quarantine, gitDir),
    () => removeFromBoundary(gitDir, boundary),
    () => addPackedRefs(gitDir, trackingRefs(refs, target.remote)),
    () => sharePacks(quarantine, target.bare),
    () => removeFromBoundary(target.bare, boundary),
    () => addPackedRefs(target.bare, refs),
    () => resumeMaintenance(git, gitDir),
    () => releaseKeptPacks(gitDir),
  ]
  return { gitDir, steps }
}

/** The directory that a clone's worktrees share. Throws NOT_A_REPOSITORY when the clone is no longer at its place. */
async function findClone(git: GitProgram, path: string, head: Hex): Promise<string> {
  const dotGit = join(path, '.git')
  if (!(await stat(dotGit).catch(() => null))) throw cloneGone(path)
  const found = await git.run([`--git-dir=${dotGit}`, 'rev-parse', '--absolute-git-dir'], { cwd: path })
  const gitDir = await commonDir(found.replace(/\n$/, ''))
  // It is the clone if it waits for this history, or has its commit: whatever became of branches and remotes.
  const args = [`--git-dir=${gitDir}`, 'cat-file', '-e', head]
  const hasHead = await git.run(args, { cwd: path }).then(
    () => true,
    () => false,
  )
  if (!hasHead && !(await isPaused(gitDir, head))) throw cloneGone(path)
  return gitDir
}

/** Everything that is published is there, with all that it reaches. */
async function checkQuarantine(
  git: GitProgram,
  quarantine: string,
  { refs, gives = [] }: Pick<HistoryInstall, 'refs' | 'gives'>,
  { head, tip }: { readonly head: Hex; readonly tip: Hex },
  signal: AbortSignal | undefined,
): Promise<readonly Ref[]> {
  const checked = await checkRefs(git, quarantine, refs, signal)
  await checkParents(git, quarantine, tip, signal)
  await checkGives(git, quarantine, gives, signal)
  if (head === tip) return checked
  // The tip and the history are closed under links; what was appended was taken in without looking at them.
  const args = [`--git-dir=${quarantine}`, 'rev-list', '--objects', '--quiet', '--stdin']
  const input = [...refs.map(({ oid }) => oid), `^${tip}`].map((line) => `${line}\n`).join('')
  await git.run(args, { cwd: quarantine, signal, input }).catch((error: unknown) => {
    throw asBadPack(error)
  })
  return checked
}

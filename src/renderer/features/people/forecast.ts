/** What a merge would do, in words, and whether it can be asked for. */
import type { MergeForecast, Project, WorkingTree } from '../../../shared/model.ts'
import { branchName, shown } from '../../../shared/text.ts'

export interface ForecastText {
  readonly text: string
  readonly tone: 'ok' | 'bad' | 'plain'
}

/** Files that a line names before it counts. */
const MOST_FILES = 2

/** "src/parser.ts, a.c and 3 more". */
export function filesText(files: readonly string[], most = MOST_FILES): string {
  const named = files.slice(0, most).map((file) => shown(file, 60))
  const rest = files.length - named.length
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ')
}

export function forecastText(merge: MergeForecast | null): ForecastText {
  switch (merge?.kind) {
    case 'merged':
      return { text: 'You have everything', tone: 'plain' }
    case 'forward':
      return { text: 'Fast-forward', tone: 'ok' }
    case 'clean':
      return { text: 'Merges cleanly', tone: 'ok' }
    case 'conflicts':
      return { text: 'Conflicts', tone: 'bad' }
    case 'unrelated':
      return { text: 'No common history', tone: 'plain' }
    case 'unknown':
    case undefined:
      return { text: 'Not tried yet', tone: 'plain' }
  }
}

/** Whether Merge stands beside a head at all: not where there is nothing to merge. */
export const offersMerge = (merge: MergeForecast | null) => merge?.kind !== 'merged'

/** Whether it would succeed as far as is known. */
export const wouldMerge = (merge: MergeForecast | null) =>
  merge === null || merge.kind === 'clean' || merge.kind === 'forward' || merge.kind === 'unknown'

/** Why nothing can be merged or checked out at the moment, as a sentence; empty when it can. */
export function blockedBy(workingTree: WorkingTree | null): string {
  if (!workingTree) return 'The clone has no files yet.'
  if (workingTree.underWay !== null) return `Finish ${workingTree.underWay} first.`
  if (workingTree.dirty) return 'Commit or stash your changes first.'
  return ''
}

/** The same for merging, which also needs a branch to merge into. */
export function mergeBlockedBy(workingTree: WorkingTree | null): string {
  const why = blockedBy(workingTree)
  return why === '' && workingTree?.branch === null ? 'Check out a branch to merge into first.' : why
}

/** The branch that is compared with, as it is called in sentences. */
export const ownBranch = ({ workingTree }: Project) =>
  workingTree?.branch ? branchName(workingTree.branch) : 'commit'

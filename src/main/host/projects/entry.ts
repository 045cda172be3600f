import type { Hex } from '../../../shared/model.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ProjectRecord } from '../../store/projects.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { createTurns } from '../../../shared/turns.ts'
import { isHome } from '../family/members.ts'
import { createStrangerBudget } from '../family/stranger-budget.ts'
import type { Known } from '../read-metainfo.ts'

/** Puts a project into the node; nothing is started yet. */
export function addEntry(context: HostContext, record: ProjectRecord, known: Known | null): ProjectEntry {
  const entry: ProjectEntry = {
    record,
    known,
    reels: [],
    phase: '',
    cloning: 0,
    newer: null,
    making: null,
    leaving: null,
    survey: null,
    bringing: createTurns(),
    surveying: createTurns(),
    trouble: '',
    waitingSince: null,
    retry: null,
    fetching: [],
    planned: null,
    held: new Set(),
    taken: null,
    claimant: null,
    unrelated: false,
    refused: new Set(),
    fetchingBase: null,
    holding: [],
    checked: new Set(),
    strangers: createStrangerBudget(performance.now()),
    charged: null,
    mergeSoon: null,
    surveySoon: null,
    requested: null,
    maker: null,
    wholeFirst: false,
    unlisted: null,
    lostSince: null,
    requestedLost: null,
    askAgain: 0,
    onHold: null,
    work: new AbortController(),
    waiters: new Set(),
  }
  context.entries.set(record.repoHash, entry)
  return entry
}

/** Whether a project is still one of the node's: work that began before it was left must not bring it back. */
export const isHere = (context: HostContext, entry: ProjectEntry): boolean =>
  !entry.leaving && context.entries.get(entry.record.repoHash) === entry

/** What work for it ends with then. */
export const wasLeft = ({ record }: ProjectEntry): AppError =>
  new AppError('CANCELLED', `${record.name} was left`, 'join it again')

/** Changes the record, keeps it on disk while the project is the node's, and tells everyone. */
export async function updateRecord(
  context: HostContext,
  entry: ProjectEntry,
  change: Partial<ProjectRecord>,
): Promise<void> {
  entry.record = { ...entry.record, ...change }
  if (isHere(context, entry)) await context.projects.saveRecord(entry.record)
  context.changed(entry)
  for (const waiter of entry.waiters) waiter()
}

/** Finds one of this node's projects by repo hash or name. UNKNOWN_PROJECT, AMBIGUOUS_PROJECT. */
export function findEntry(context: HostContext, project: string): ProjectEntry {
  const byHash = context.entries.get(project.toLowerCase())
  if (byHash) return byHash
  const named = [...context.entries.values()].filter(
    (entry) => isHome(entry) && sameName(entry.record.name, project),
  )
  if (named.length === 1) return named[0]!
  if (named.length > 1)
    throw ambiguous(
      project,
      named.map(({ record }) => record),
    )
  throw new AppError(
    'UNKNOWN_PROJECT',
    `this node has no project ${JSON.stringify(project)}`,
    'look at gittorrent status for the names',
  )
}

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export interface Candidate {
  readonly repoHash: Hex
  readonly name: string
  readonly publisher?: { readonly name: string }
}

/** Says which projects a name could mean. */
export function ambiguous(name: string, candidates: readonly Candidate[]): AppError {
  const list = candidates.map(
    ({ repoHash, publisher }) => `${repoHash}${publisher ? ` by ${publisher.name}` : ''}`,
  )
  return new AppError(
    'AMBIGUOUS_PROJECT',
    `${candidates.length} projects are called ${JSON.stringify(name)}: ${list.join(', ')}`,
    'name one by its repo hash',
    { candidates: candidates.map(({ repoHash }) => repoHash) },
  )
}

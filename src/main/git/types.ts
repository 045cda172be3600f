/** What the git verbs take and give. Two back ends fulfil it: the git program, and isomorphic-git where there is none. */
import type { Hex, Inspection, LatestCommit } from '../../shared/model.ts'
import type { ObjectFormat, Ref, ReelPoint } from '../gtp/types.ts'

/** A user's repository, opened and found fit. */
export interface Repository {
  /** Working tree's root, or the git directory of a bare one. Absolute. */
  readonly path: string
  readonly gitDir: string
  readonly objectFormat: ObjectFormat
  readonly bare: boolean
}

/** What of a repository is published: resolved once, then everything is made from these. */
export interface Selection {
  /** Full name of the branch that HEAD names for joiners; one of `refs`. */
  readonly head: string
  readonly headCommit: Hex
  /** Branches, and tags that point into them; sorted by name. */
  readonly refs: readonly Ref[]
  readonly latest: LatestCommit | null
}

/** A pack file that was made, not yet hashed into blocks. */
export interface MadePack {
  readonly file: string
  readonly kind: 'tip' | 'history'
  readonly bytes: number
  readonly needs: readonly ReelPoint[]
  readonly gives: readonly ReelPoint[]
}

export interface CloneSource {
  /** Verified pack files in the store, tip first. */
  readonly packs: readonly { readonly file: string; readonly kind: 'tip' | 'history' | 'append' }[]
  readonly objectFormat: ObjectFormat
  readonly head: string
  readonly refs: readonly Ref[]
}

export interface CloneTarget {
  /** Folder of the new clone: must not exist, or be empty. */
  readonly path: string
  /** Remote's name: the publisher's, already made safe. */
  readonly remote: string
  /** Bare repository in the node's data directory that becomes the remote's URL; made by this call. */
  readonly bare: string
}

export type CloneProgress = (phase: 'indexing' | 'checking' | 'checkout', fraction: number) => void

/** One back end. Every method may throw AppError; none leaves half a result behind. */
export interface Git {
  readonly name: 'git' | 'isomorphic-git'
  /** "2.39.5", for the status. */
  readonly version: string

  /** NOT_A_REPOSITORY, NO_COMMITS, SHALLOW_REPOSITORY, UNSUPPORTED_FORMAT. `path` may be a folder inside a working tree. */
  open(path: string): Promise<Repository>

  inspect(repository: Repository): Promise<Omit<Inspection, 'publishedAs'>>

  /** `branches`: short names; 'current' and 'all' as the command line says. NO_SUCH_BRANCH, NO_COMMITS. */
  select(repository: Repository, branches: readonly string[] | 'current' | 'all'): Promise<Selection>

  /**
   * Writes the tip pack and the history pack (left out when there is nothing in it) into `folder`.
   * Exactly what is reachable from the selection, and nothing else.
   */
  makePacks(
    repository: Repository,
    selection: Selection,
    folder: string,
    signal?: AbortSignal,
  ): Promise<readonly MadePack[]>

  /**
   * A normal clone from packs: indexed and fsck'd in quarantine, connected, checked out, and only then moved into place.
   * BAD_PACK, DISK_FULL, TARGET_NOT_EMPTY, CANCELLED. The packs in the clone are hard links of the store's (a copy across file systems).
   */
  clone(
    source: CloneSource,
    target: CloneTarget,
    progress: CloneProgress,
    signal?: AbortSignal,
  ): Promise<void>

  /** Name from the branch, e.g. for names of new refs: whether git would take it. */
  isValidRefName(name: string): boolean
}

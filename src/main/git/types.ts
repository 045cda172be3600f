/** What the git verbs take and give. Two back ends fulfil it: the git program, and isomorphic-git where there is none. */
import type { Hex, Inspection, LatestCommit } from '../../shared/model.ts'
import type { ObjectFormat, Ref, ReelPoint } from '../gtp/types.ts'
import type { PreviewObjects } from '../gtp/preview/codec.ts'
import type { History } from './history-types.ts'
import type { KnownRoots } from './known-roots.ts'
import type { Updates } from './update-types.ts'

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
  /** Short names of branches that can't be published, where all were asked for. */
  readonly leftOut: readonly string[]
  readonly latest: LatestCommit | null
}

/** What a repository tells of itself before it is published. */
export type Inspected = Omit<Inspection, 'publishedAs' | 'sameProjects'>

/** A pack file that was made, not yet hashed into blocks. */
export interface MadePack {
  readonly file: string
  /** Its index, and the name that git gives both without their endings; null where none was made along with it. */
  readonly index: { readonly file: string; readonly name: string } | null
  readonly kind: 'tip' | 'history'
  readonly bytes: number
  readonly needs: readonly ReelPoint[]
  readonly gives: readonly ReelPoint[]
}

/** What signed references say of a repository. */
export interface PublishedRefs {
  readonly objectFormat: ObjectFormat
  /** Full name of a branch; one of `refs`. */
  readonly head: string
  readonly refs: readonly Ref[]
}

export interface CloneSource extends PublishedRefs {
  /** The commit that the tip pack holds, where that isn't HEAD's. */
  readonly tip?: Hex
  readonly packs: readonly SourcePack[]
}

/** A verified pack file in the store; the tip comes first, then the history, then what was appended, thin, in order. */
export interface SourcePack {
  readonly file: string
  readonly kind: 'tip' | 'history' | 'append'
  /** Commits and tags that it is signed to give, by itself or with those before it. */
  readonly gives?: readonly ReelPoint[]
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

export interface TipSource extends PublishedRefs {
  /** The commit that the tip pack holds, where that isn't HEAD's. */
  readonly tip?: Hex
  /** The verified tip pack in the store. */
  readonly pack: string
  /** Verified thin packs of what was appended since, in order: with the tip they hold HEAD's whole tree. */
  readonly appended?: readonly string[]
}

/** History that is indexed while it arrives, outside the clone. */
export interface HistoryIndexer {
  /**
   * The next bytes of the pack. Settles when git has taken them: until then they must not change, and no more should be
   * read. Rejects with BAD_PACK, DISK_FULL or CANCELLED, as everything here does from then on.
   */
  write(chunk: Uint8Array): Promise<void>
  /**
   * The pack is at its end: settles when all of it is indexed and checked, and the quarantine shares the bytes of
   * `packFile`, the store's finished file. A failure empties the quarantine.
   */
  finish(packFile: string): Promise<void>
  /** Ends git and removes the quarantine; settles when both are gone. */
  abort(): Promise<void>
}

export interface HistoryTarget {
  /** Quarantine: a folder of its own in the node's data directory, made anew by this. */
  readonly folder: string
  /** The bare repository that checkOutTip made; the history's objects build on its. */
  readonly bare: string
  readonly objectFormat: ObjectFormat
}

export interface HistoryInstall extends PublishedRefs {
  /** The clone's folder and remote, and its bare repository, as given to checkOutTip. */
  readonly target: CloneTarget
  /** The commit that the tip pack holds, where that isn't HEAD's. */
  readonly tip?: Hex
  /** Folder of an indexer that has finished. */
  readonly quarantine: string
  /** Commits and tags that all the packs together are signed to give. */
  readonly gives?: readonly ReelPoint[]
}

export interface InstalledHistory {
  /**
   * Short names of local branches that begin with a commit without parents of the user's own: git drops the parents when
   * the commit at the boundary is amended. They are untouched; merging them asks for --allow-unrelated-histories.
   */
  readonly unrelated: readonly string[]
}

/** Work first, history later (GTP/0.2 section 6); and what a clone that exists holds: with the git program alone. */
export interface TipFirst {
  /**
   * A working clone of HEAD from the tip and the appended packs alone, behind git's shallow boundary: as `clone` otherwise, with those
   * remote branches that are at HEAD's commit. Git's own gc and maintenance are off until installHistory.
   * Where the tip pack is all there is, a whole clone is made, as by `clone`.
   * @returns whole: that is so, and no history follows
   */
  checkOutTip(
    source: TipSource,
    target: CloneTarget,
    progress: CloneProgress,
    signal?: AbortSignal,
  ): Promise<{ readonly whole: boolean }>

  /** Starts to index a history pack that arrives from its beginning on. `progress` counts what follows the last byte. */
  indexHistory(
    target: HistoryTarget,
    progress: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<HistoryIndexer>

  /** Whether an indexer has finished in that folder, in this process or an earlier one. */
  isHistoryIndexed(folder: string): Promise<boolean>

  /**
   * Puts indexed history into a clone that is in use, whatever its user did meanwhile. Safe to repeat after a crash at
   * any point. The quarantine stays; remove it once the outcome is saved.
   * BAD_PACK (the clone is untouched), NOT_A_REPOSITORY (the clone has gone), DISK_FULL, CANCELLED;
   * GIT_FAILED with `data.retry` where another git process holds a lock.
   */
  installHistory(install: HistoryInstall, signal?: AbortSignal): Promise<InstalledHistory>

  /**
   * The history will not come (the user chose so, or left the project): the clone stays as it is, and git's housekeeping
   * is his again. `headCommit`: the commit that the clone began with. NOT_A_REPOSITORY when the clone has gone.
   */
  keepShallow(path: string, headCommit: Hex): Promise<void>

  /**
   * Which commits or tags an opened repository has with all that they reach, refs being connected.
   * A point that is held answers for `shallow` too.
   */
  holdsConnected(repository: Repository, points: readonly ReelPoint[]): Promise<readonly boolean[]>

  /** Names of the remotes that the user has. */
  remoteNames(repository: Repository): Promise<readonly string[]>
}

export interface GuestPackRequest {
  readonly tips: readonly Hex[]
  /** What these reach is left out. */
  readonly have: readonly Hex[]
}

/** For people with plain git. With the git program alone. */
export interface Guests {
  /**
   * A pack and its index in `folder`, with what the tips reach and nothing else.
   * @returns their name without its ending; null where there is nothing to pack
   */
  pack(
    repository: Repository,
    request: GuestPackRequest,
    folder: string,
    signal?: AbortSignal,
  ): Promise<string | null>

  /** Whether all that `before` reaches is reached by `after` as well: then it may go on being shown. */
  isBeyond(repository: Repository, before: readonly Hex[], after: readonly Hex[]): Promise<boolean>
}

/** One back end. Every method may throw AppError; none leaves half a result behind. */
export interface Git {
  readonly name: 'git' | 'isomorphic-git'
  /** "2.39.5", for the status. */
  readonly version: string
  /** Null where repositories are joined whole or not at all. */
  readonly tipFirst: TipFirst | null
  /** Null where nothing follows by itself. */
  readonly updates: Updates | null
  /** Null where nothing is read or merged for people. */
  readonly history: History | null
  readonly guests: Guests | null

  /** Refuses what this back end can't join, before anything of it is fetched. GIT_MISSING, UNSUPPORTED_FORMAT. */
  checkJoinable(project: {
    readonly name: string
    readonly bytes: number
    readonly objectFormat: ObjectFormat
  }): void

  /** NOT_A_REPOSITORY, NO_COMMITS, SHALLOW_REPOSITORY, UNSUPPORTED_FORMAT. `path` may be a folder inside a working tree. */
  open(path: string): Promise<Repository>

  inspect(repository: Repository): Promise<Inspected>

  /** `branches`: short names; 'current' and 'all' as the command line says. NO_SUCH_BRANCH, NO_COMMITS. */
  select(repository: Repository, branches: readonly string[] | 'current' | 'all'): Promise<Selection>

  /**
   * Commits without parents that `head` reaches, as references name them: sorted, at most MAX_ROOTS.
   * @param known those of an older head, if any, from which they are worked out in most cases
   */
  roots(
    repository: Repository,
    head: Hex,
    known?: KnownRoots | null,
    signal?: AbortSignal,
  ): Promise<readonly Hex[]>

  /** The objects of which a preview of `head` is made (GTP/0.2 section 7), as far as its limits have room for them. */
  previewObjects(repository: Repository, head: Hex, signal?: AbortSignal): Promise<PreviewObjects>

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

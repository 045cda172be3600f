/**
 * What moves new commits between a user's repository and the reels: packs of what is new, and remotes that follow
 * somebody else's heads. With the git program alone.
 */
import type { Hex } from '../../shared/model.ts'
import type { Ref, ReelPoint } from '../gtp/types.ts'
import type { CloneProgress, CloneSource, PublishedRefs, Repository, Selection } from './types.ts'

/** Where a repository's branches and tags stand; cheap enough to be compared every few seconds. */
export interface RefSnapshot {
  /** Full name of the checked-out branch of the main working tree; null when HEAD is detached. */
  readonly head: string | null
  /** Branches and tags, sorted by the bytes of their names. */
  readonly refs: readonly Ref[]
}

export interface AppendRequest {
  readonly selection: Selection
  /** What the listed reels give in full: everything reachable from these is left out. Unknown ones are ignored. */
  readonly given: readonly Hex[]
  /** Objects in the tip reel and in the reels appended since (`AppendedPack.objects` and `tipObjects`). */
  readonly atTip: ReadonlySet<Hex>
  /** HEAD commits of earlier references whose whole trees are in `atTip`, newest last: what thin deltas may build on. */
  readonly bases: readonly Hex[]
}

export interface AppendedPack {
  readonly bytes: number
  /** Bytes, roughly, of what was added only to keep HEAD's tree within the tip and the appended reels. */
  readonly bytesForTip: number
  readonly needs: readonly ReelPoint[]
  readonly gives: readonly ReelPoint[]
  /** IDs of all objects in the pack. */
  readonly objects: readonly Hex[]
}

export interface PackRequest {
  /** Commits or tags that signed references list. */
  readonly want: readonly Hex[]
  /** What the asker holds with its history. Those that no `want` reaches are ignored: nobody learns of private commits. */
  readonly have: readonly Hex[]
  readonly maxBytes: number
}

/** Somebody's newest heads, to be followed by a remote in the user's repository. */
export interface RemoteUpdate extends PublishedRefs {
  readonly repository: Repository
  /** Verified packs with what the repository lacks, each finding in it or in earlier ones what it needs. */
  readonly packs: readonly { readonly file: string; readonly thin: boolean }[]
  /** Working space in the node's data directory; made and removed by this. */
  readonly quarantine: string
  /** The remote's name, which is the user's word for that person. */
  readonly remote: string
  /** The bare repository in the node's data directory that is the remote's URL. */
  readonly bare: string
  /** Whether the heads must share a commit with what the repository's other refs reach. */
  readonly mustBeRelated: boolean
  /** Unix milliseconds. */
  readonly now: number
}

export interface RemoteChange {
  /** Short name of the branch at the remote. */
  readonly branch: string
  readonly kind: 'new' | 'forward' | 'forced' | 'deleted'
  readonly from: Hex | null
  readonly to: Hex | null
  /** Commits that came with it: reachable from `to`, and not from what the repository's refs reached before. */
  readonly commits: number
  /** Subject of `to`; empty when deleted. */
  readonly subject: string
}

export interface Updates {
  snapshot(repository: Repository): Promise<RefSnapshot>
  /**
   * As long as this is the same, so are branches, tags and HEAD, as far as their files tell: no program is run for it. Null where
   * that can't be told.
   */
  stamp(repository: Repository): Promise<string | null>

  /**
   * Proves that packs hold all that the refs reach, by themselves, as a clone of them would: fsck, links, refs.
   * BAD_PACK, DISK_FULL, CANCELLED.
   * @param folder working space in the node's data directory; made and removed by this
   */
  checkReels(
    source: CloneSource,
    folder: string,
    progress: CloneProgress,
    signal?: AbortSignal,
  ): Promise<void>

  /**
   * Calls `onHint` soon after refs or HEAD may have changed, in any worktree, by any tool: a hint, some are missed.
   * @returns ends it
   */
  watch(repository: Repository, onHint: () => void): () => void

  /** IDs of the objects in a pack file of the store, whose index is made beside it for the time of the call. */
  objectsOf(repository: Repository, packFile: string, scratch: string): Promise<readonly Hex[]>

  /**
   * A thin pack of what is new in a selection (GTP/0.2 section 6, append): all that `given` doesn't reach, and what HEAD's
   * tree needs beyond `atTip`. Deltas build on `bases` alone. Null when there is nothing new.
   */
  makeAppend(
    repository: Repository,
    request: AppendRequest,
    file: string,
    signal?: AbortSignal,
  ): Promise<AppendedPack | null>

  /**
   * A thin pack on request. @returns its bytes; TOO_LARGE beyond `maxBytes`, BAD_INPUT when a `want` isn't there.
   * @param gitDir of the user's repository, or of a bare one in the data directory
   */
  makeRequested(gitDir: string, request: PackRequest, file: string, signal?: AbortSignal): Promise<number>

  /** Commits that tell a peer what a repository holds: its refs, and ancestors at growing distances. At most `max`. */
  describeHeld(repository: Repository, max: number): Promise<readonly Hex[]>

  /**
   * Lets a remote follow somebody: packs are checked in quarantine (fsck, connectivity, relation) and only then moved in;
   * deletes go before creates; what a forced update or a delete drops stays under refs/gittorrent/kept/REMOTE/. Tags go to
   * refs/gittorrent/REMOTE/tags/. No file, branch or index of the user is touched. Safe to repeat after a crash.
   * BAD_PACK, NOT_RELATED, NOT_A_REPOSITORY, DISK_FULL, CANCELLED; GIT_FAILED with `data.retry` where git holds a lock.
   */
  updateRemote(update: RemoteUpdate, signal?: AbortSignal): Promise<readonly RemoteChange[]>

  /** Takes a remote, its refs and configuration away; what it had is kept as by updateRemote. */
  removeRemote(repository: Repository, remote: string, bare: string, now: number): Promise<void>

  /**
   * A bare repository that is a remote's URL borrows the objects of the repository that the remote is in: its packs go, but
   * for what that one lacks.
   */
  lightenBare(bare: string, repository: Repository, signal: AbortSignal): Promise<void>

  /**
   * Makes a bare repository in the node's data directory show exactly `refs` of a repository whose objects it borrows; made where
   * there is none.
   */
  showBare(bare: string, repository: Repository, refs: PublishedRefs): Promise<void>

  /** Forgets what was kept for longer than `days`. */
  forgetKept(repository: Repository, now: number, days: number): Promise<void>
}

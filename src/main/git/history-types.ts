/** Reading a repository's history and merging in it. With the git program alone. */
import type { FileContent, LastCommits, TreeListing } from '../../shared/files-model.ts'
import type {
  CommitDetail,
  CommitPage,
  CommitRow,
  Hex,
  MergeForecast,
  TagRow,
  WorkingTree,
} from '../../shared/model.ts'
import type { Repository } from './types.ts'

export interface PageRequest {
  /** Full ref names, or commit IDs, whose history is shown. */
  readonly from: readonly string[]
  readonly skip: number
  readonly limit: number
}

export interface FindRequest {
  /** As in PageRequest. */
  readonly from: readonly string[]
  readonly text: string
  readonly limit: number
}

/** Something in the tree of a commit. */
export interface FileRequest {
  /** HEAD, or a full ref name. */
  readonly ref: string
  /** From the root, with slashes; empty for the root itself. */
  readonly path: string
}

export interface MergeRequest {
  readonly theirs: Hex
  /** The branch that it is meant for: with another one checked out, nothing is done. Left out: whichever it is. */
  readonly onto?: string | undefined
  /** How the other side is called in the merge's message: "alice/main". */
  readonly label: string
  /** 'ff': forward only. 'clean': also a merge without conflicts. */
  readonly mode: 'ff' | 'clean'
  /** Who commits a merge where the user has not told git. */
  readonly fallback: { readonly name: string; readonly email: string }
}

export type MergeOutcome =
  /** HEAD has it already, or the merge would change nothing. */
  | { readonly kind: 'nothing' }
  /** It isn't forward, and nothing else was asked for. */
  | { readonly kind: 'apart' }
  | {
      readonly kind: 'forward' | 'merged'
      readonly branch: string
      readonly before: Hex
      readonly after: Hex
    }
  | { readonly kind: 'conflicts'; readonly files: readonly string[] }
  /** Nothing was changed; `reason` is a sentence for people: what is in the way and what to do. */
  | { readonly kind: 'refused'; readonly reason: string }

export interface History {
  /** As Git.open, to read: a clone whose history is still on its way is fit as well. */
  open(path: string): Promise<Repository>

  /** Tags of commits, the newest first; of very many, the newest. */
  tags(repository: Repository): Promise<readonly TagRow[]>

  /** Newest first, by date with children before parents. */
  page(repository: Repository, request: PageRequest, signal?: AbortSignal): Promise<CommitPage>

  /** One commit with its changes against its first parent. NO_SUCH_COMMIT. */
  commit(repository: Repository, sha: Hex): Promise<CommitDetail>

  /** One folder with how its entries differ from HEAD's commit. NO_SUCH_BRANCH, NO_SUCH_FILE. */
  tree(repository: Repository, request: FileRequest): Promise<TreeListing>

  /**
   * The commit that last touched each entry of a folder, merges left out; `complete` is false where the search ended before all
   * were found. NO_SUCH_BRANCH, NO_SUCH_FILE.
   */
  lastCommits(repository: Repository, request: FileRequest): Promise<LastCommits>

  /** Commits whose message has all words of a text, in any case, or whose ID begins with it; the newest first. */
  find(repository: Repository, request: FindRequest): Promise<readonly CommitRow[]>

  /** One file, as far as it can be shown; what is too large for that isn't read. NO_SUCH_BRANCH, NO_SUCH_FILE. */
  file(repository: Repository, request: FileRequest): Promise<FileContent>

  /** Commits that `theirs` has and `ours` lacks, and the other way round, for many at once. Null: one is missing. */
  aheadBehind(
    repository: Repository,
    ours: Hex,
    theirs: readonly Hex[],
  ): Promise<readonly ({ readonly ahead: number; readonly behind: number } | null)[]>

  /** What a merge of `theirs` into `ours` would do, computed without touching a file, an index or a ref. */
  forecast(repository: Repository, ours: Hex, theirs: Hex): Promise<MergeForecast>

  /** Short name of the checked-out branch; null when HEAD is detached. */
  branch(repository: Repository): Promise<string | null>

  /** State of the main working tree. */
  workingTree(repository: Repository): Promise<WorkingTree>

  /**
   * Whether nobody worked in a clone: no file in it that isn't of its commit, ignored ones included, and no commit, also of the
   * stash and the reflogs, that didn't come from a remote. False where it can't be told.
   */
  isUntouched(repository: Repository): Promise<boolean>

  /**
   * Merges into the checked-out branch, by the rules of GTP/0.2 ("Auto-merge"): never with a dirty tree or index, an operation
   * under way, a detached HEAD, or where an incoming path exists untracked or ignored; a merge that would change nothing isn't
   * made. No hooks, filters, editors. The author is whom the user told git, or `fallback`. Whatever stands in the way changes nothing.
   */
  merge(repository: Repository, request: MergeRequest): Promise<MergeOutcome>

  /** Takes a merge back while the branch is still at `after`, under the same rules. MERGE_BUILT_ON, DIRTY_TREE. */
  undoMerge(
    repository: Repository,
    merged: { readonly branch: string; readonly before: Hex; readonly after: Hex },
  ): Promise<void>

  /** Switches to a local branch `name` at `sha`, made with `upstream` ("alice/main") if it isn't there. DIRTY_TREE, BRANCH_EXISTS. */
  checkOut(
    repository: Repository,
    request: { readonly name: string; readonly sha: Hex; readonly upstream: string },
  ): Promise<void>
}

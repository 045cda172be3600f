/** The domain as the shells see it: plain, readonly, JSON. Hashes are lower-case hex, times are Unix milliseconds. */

export type Hex = string

export interface Person {
  readonly name: string
  /** First 20 bytes of SHA-256 of the public key, 40 hex digits (GTP/0.2 section 3). */
  readonly peerId: Hex
}

/** What a node knows of the newest commit on a project's HEAD. */
export interface LatestCommit {
  readonly subject: string
  readonly author: string
  readonly time: number
}

/** Somebody on the network who offers blocks of a project. */
export interface Holder extends Person {
  readonly address: string
  readonly port: number
  /** False while he is still downloading it himself. */
  readonly complete: boolean
}

/** One project that somebody advertises: a torrent, seen through discovery. */
export interface NearbyProject {
  readonly repoHash: Hex
  readonly name: string
  readonly description: string
  readonly publisher: Person
  readonly alternatives: readonly Hex[]
  readonly seq: number
  readonly joined: boolean
  /** True where this node publishes it. */
  readonly yours: boolean
  /** False until its metainfo was fetched and its signature checked: a hint from a stranger. */
  readonly verified: boolean
  /** Bytes of all reels that a newcomer needs; null until verified. */
  readonly size: number | null
  readonly heads: readonly string[]
  readonly latest: LatestCommit | null
  readonly holders: readonly Holder[]
  readonly firstSeen: number
  /** Set when nobody advertises it any more; the row stays for a while, dimmed. */
  readonly goneSince: number | null
}

export type ProjectState = 'joining' | 'usable' | 'verifying' | 'joined' | 'failed'
export type ProjectRole = 'publisher' | 'joiner'
export type AutoMerge = 'off' | 'ff' | 'clean'

export interface Head {
  readonly ref: string
  readonly sha: Hex
}

export interface Transfer {
  /** Bytes verified and stored, of `total` signed for. */
  readonly have: number
  readonly total: number
  readonly downloaded: number
  readonly uploaded: number
  /** Bytes per second over the last seconds. */
  readonly rateDown: number
  readonly rateUp: number
}

/** What a merge into the checked-out branch would do. */
export interface MergeForecast {
  /** `merged`: it is in already. `unknown`: it could not be computed; `files` is empty. */
  readonly kind: 'merged' | 'forward' | 'clean' | 'conflicts' | 'unrelated' | 'unknown'
  /** Paths in conflict. */
  readonly files: readonly string[]
}

export interface RemoteRef {
  /** Short name of the branch. */
  readonly name: string
  readonly sha: Hex
  readonly subject: string
  readonly author: string
  readonly time: number
  /** Commits beyond, and missing from, the checked-out branch; null where they were not counted. */
  readonly ahead: number | null
  readonly behind: number | null
  readonly merge: MergeForecast | null
  /** Commits that came since the user last looked. */
  readonly unread: number
}

/** How a tracker belongs to a project. `claimed`: it says so itself, and nothing of it was fetched yet. */
export type Relation = 'publisher' | 'claimed' | 'verified' | 'refused'

/** Somebody whose heads a project follows: its publisher, or who published related heads. */
export interface RemotePerson {
  /** The remote's name in git: safe, and one person's alone in this repository. */
  readonly person: string
  /** The nickname; only a label. */
  readonly name: string
  readonly peerId: Hex
  /** Four words made from the key. */
  readonly words: string
  readonly repoHash: Hex
  readonly relation: Relation
  readonly refs: readonly RemoteRef[]
  /** Of its HEAD branch against the checked-out one; null where they were not counted. */
  readonly ahead: number | null
  readonly behind: number | null
  readonly online: boolean
  /** Nothing of a muted person is fetched. */
  readonly muted: boolean
  /** The user compared the words: auto-merge takes from those, and from the publisher of what he joined. */
  readonly trusted: boolean
  /** When something last came; null: never. */
  readonly updated: number | null
  /** Why it is not followed at the moment, and what to do; empty when it is. */
  readonly trouble: string
}

/** The heads that this node publishes of a project: by the project itself, or as a related tracker. */
export interface OwnHeads {
  readonly repoHash: Hex
  readonly link: string
  readonly heads: readonly Head[]
  /** Short names that are published, or all local branches, later ones too. */
  readonly branches: readonly string[] | 'all'
  /** People who hold the newest of them. */
  readonly seenBy: number
}

/** In what a clone is opened on this computer. */
export type OpenWith = 'editor' | 'terminal' | 'folder'

/** The main working tree of a project's repository. */
export interface WorkingTree {
  /** Short name of the checked-out branch; null when HEAD is detached. */
  readonly branch: string | null
  readonly head: Hex | null
  /** Changed, staged or unmerged files; untracked ones don't count. */
  readonly dirty: boolean
  /** "a merge", "a rebase", …: what git is in the middle of; null for nothing. */
  readonly underWay: string | null
  readonly branches: readonly { readonly name: string; readonly sha: Hex }[]
}

export interface CommitRow {
  readonly sha: Hex
  readonly parents: readonly Hex[]
  readonly subject: string
  readonly author: string
  readonly time: number
}

/** A tag, and the commit that it names in the end. */
export interface TagRow {
  readonly name: string
  readonly sha: Hex
  readonly time: number
}

export interface CommitPage {
  readonly commits: readonly CommitRow[]
  /** Whether older ones follow. */
  readonly more: boolean
}

export interface FileChange {
  readonly path: string
  /** Where it was before a rename or copy; null otherwise. */
  readonly from: string | null
  readonly kind: 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type changed'
  readonly additions: number
  readonly deletions: number
  /** Unified hunks without file headers; null: binary, or too large to show (`tooLarge`). */
  readonly patch: string | null
  readonly tooLarge: boolean
}

export interface CommitDetail extends CommitRow {
  readonly body: string
  readonly email: string
  readonly files: readonly FileChange[]
  /** Whether there were more files than are listed. */
  readonly filesLeftOut: number
}

/** A project that this node publishes, has joined or is joining. */
export interface Project {
  readonly repoHash: Hex
  readonly name: string
  readonly description: string
  readonly role: ProjectRole
  readonly publisher: Person
  readonly path: string
  readonly state: ProjectState
  /** 0 to 1 of the work until `joined`, moving and verifying told by `phase`. */
  readonly progress: number
  /** What is being done at the moment, for people ("Downloading", "Checking objects"); empty at rest. */
  readonly phase: string
  /** Nothing is fetched until the user goes on; what is here is still served. */
  readonly paused: boolean
  readonly heads: readonly Head[]
  readonly autoMerge: AutoMerge
  readonly remotes: readonly RemotePerson[]
  /** Null while this node publishes no heads of it. */
  readonly own: OwnHeads | null
  /** Null where there is none yet, or it was not looked at. */
  readonly workingTree: WorkingTree | null
  readonly transfer: Transfer
  readonly link: string
  readonly alternatives: readonly Hex[]
  readonly seq: number
  readonly latest: LatestCommit | null
  /** Bytes that came from each peer, for those who want to see the swarm at work. */
  readonly sources: readonly { readonly peerId: Hex; readonly name: string; readonly bytes: number }[]
  /** Why it failed, as people read it; null unless `failed`. */
  readonly error: { readonly message: string; readonly action: string } | null
}

export interface ConnectionView {
  readonly peerId: Hex
  readonly name: string
  readonly address: string
  readonly repos: readonly Hex[]
}

export type DiscoveryState = 'live' | 'listening' | 'off' | 'failed'

/** Somebody whose GitTorrent speaks another version of the protocol. */
export interface OtherVersion extends Person {
  /** Such as GTP/0.3; null where it was not told. */
  readonly version: string | null
  /** What it means, and what to do about it. */
  readonly text: string
  readonly action: string
}

export interface NodeView {
  readonly name: string
  readonly peerId: Hex
  /** Four short words made from the key, for people to compare by voice. */
  readonly words: string
  readonly port: number
  readonly dataDir: string
  readonly clonesDir: string
  readonly discovery: {
    readonly state: DiscoveryState
    readonly interfaces: readonly { readonly name: string; readonly address: string }[]
    /** When somebody else was last heard; null if never. */
    readonly lastHeard: number | null
    readonly message: string
  }
  readonly peers: number
  readonly rateDown: number
  readonly rateUp: number
  readonly gitVersion: string | null
  readonly version: string
  /** Bytes per second in all; null: as fast as it goes. */
  readonly uploadLimit: number | null
  readonly downloadLimit: number | null
  /** Bytes that what is kept for others may take beside the clones; null: as much as there is. */
  readonly storeQuota: number | null
  /** What new projects begin with. */
  readonly autoMerge: AutoMerge
  /** Names of the network interfaces that the user chose; null: all that lead to neighbours. */
  readonly wantedInterfaces: readonly string[] | null
  readonly availableInterfaces: readonly { readonly name: string; readonly address: string }[]
  /** Who started the node chose them, so that the setting is not used. */
  readonly interfacesAreGiven: boolean
  /** URLs of outside trackers for what this node publishes. */
  readonly trackers: readonly string[]
  /** Whether plain git may copy what is shared. */
  readonly guestAccess: boolean
  /** The port of the next start; null: the usual one. */
  readonly wantedPort: number | null
  readonly otherVersions: readonly OtherVersion[]
  /** False until the user has seen the first-run screen. */
  readonly welcomed: boolean
}

export type ActivityKind =
  | 'published'
  | 'joined'
  | 'failed'
  | 'left'
  | 'refused'
  | 'warning'
  | 'fetched'
  | 'merged'
  | 'conflicted'
  | 'lost'
  | 'undone'

export interface Activity {
  readonly id: number
  readonly time: number
  readonly kind: ActivityKind
  readonly project: Hex | null
  /** Nickname. */
  readonly person: string | null
  readonly text: string
  /** Lines beneath: subjects of commits, files in conflict. */
  readonly details?: readonly string[]
  /** Whether `undo` takes it back; `done`: it was. */
  readonly undo?: 'possible' | 'done'
}

/** Everything that a shell shows. Kept equal on both sides by a snapshot and numbered changes (rpc/). */
export interface AppState {
  readonly node: Readonly<Record<'self', NodeView>>
  readonly nearby: Readonly<Record<Hex, NearbyProject>>
  readonly projects: Readonly<Record<Hex, Project>>
  readonly connections: Readonly<Record<Hex, ConnectionView>>
  readonly activity: Readonly<Record<string, Activity>>
}
export type Collection = keyof AppState

/** One entity set (value) or removed (null). */
export interface Change<C extends Collection = Collection> {
  readonly collection: C
  readonly key: string
  readonly value: (AppState[C] extends Readonly<Record<string, infer V>> ? V : never) | null
}

/** A project that begins with the same commits as a repository: its heads may be published beside those of that one. */
export interface SameProject {
  readonly repoHash: Hex
  readonly name: string
  readonly publisher: Person
  /** Where it has been joined, or is published from, on this computer; null where it hasn't. */
  readonly path: string | null
}

/** A project that is not joined, as one looks at it first. All of it is proved against what its publisher signed. */
export interface ProjectPreview {
  readonly repoHash: Hex
  readonly name: string
  readonly description: string
  readonly seq: number
  readonly publisher: Person
  /** Four words made from the publisher's key. */
  readonly words: string
  /** When the list was signed. */
  readonly signed: number
  /** Bytes that a newcomer downloads. */
  readonly size: number
  readonly branches: readonly { readonly name: string; readonly sha: Hex; readonly isHead: boolean }[]
  readonly branchesLeftOut: number
  readonly tags: number
  /** The newest of HEAD's, children first; null: nobody who has it gives any. */
  readonly commits: readonly CommitRow[] | null
  readonly readme: { readonly name: string; readonly text: string } | null
}

/** What the publish dialog shows of a folder before anything is shared. */
export interface Inspection {
  readonly path: string
  readonly name: string
  readonly head: string | null
  readonly commits: number
  /** Bytes of the objects on disk: an estimate of what each person downloads. */
  readonly estimatedSize: number
  readonly branches: readonly {
    readonly name: string
    readonly sha: Hex
    readonly subject: string
    readonly time: number
    /** Commits that HEAD's branch lacks. */
    readonly beyondHead: number
    readonly isHead: boolean
  }[]
  /** The project that already publishes this folder, if any. */
  readonly publishedAs: Hex | null
  /** Projects around, or joined, that begin with the same commits. */
  readonly sameProjects: readonly SameProject[]
  readonly latest: LatestCommit | null
}

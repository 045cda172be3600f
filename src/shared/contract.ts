/**
 * The table of contents of the product: every command with its input and output, and the one stream of changes.
 * The host fulfils it (src/main/host/handlers), the shells and the command line speak it over rpc/.
 */
import { z } from 'zod'
import type { Diagnosis } from './doctor-model.ts'
import type { FileContent, LastCommits, TreeListing } from './files-model.ts'
import type {
  Activity,
  AppState,
  CommitDetail,
  CommitPage,
  CommitRow,
  Inspection,
  SameProject,
  TagRow,
  NearbyProject,
  Project,
  ProjectPreview,
} from './model.ts'
import type { StorageView } from './storage-model.ts'
import type { SwarmDetail } from './swarm-model.ts'

/** Shapes of the model are proved by the compiler on the host's side; on the wire we only ask for an object. */
const shape = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null)

const repoHash = z.string().regex(/^[0-9a-f]{40}$/, 'a repo hash is 40 hex digits')
const text = (max: number) => z.string().max(max)
const path = text(4096).min(1)

/** Branches that `all` means, and whose names can't be published. */
const leftOut = z.array(z.string())
const headsOutput = z.array(z.object({ ref: z.string(), sha: z.string() }))

/** Bytes per second, at least enough for a block now and then; null: as fast as it goes. */
const limit = z.number().min(10_000).max(1e12).nullable().optional()

/** The current branch unless told otherwise. */
const branchChoice = {
  branches: z.array(text(250)).max(1000).optional(),
  all: z.boolean().optional(),
}

const fileInput = z.object({ project: text(4096), ref: text(300), path: text(4096) })

export const commands = {
  /** Everything, once. */
  status: { input: z.object({}), output: shape<AppState>() },

  /** The live directory; `wait` seconds first, so that answers can arrive. */
  nearby: {
    input: z.object({ wait: z.number().min(0).max(600).optional() }),
    output: z.object({ projects: z.array(shape<NearbyProject>()) }),
  },

  /** What would be published from a folder. */
  inspect: { input: z.object({ path }), output: shape<Inspection>() },

  publish: {
    input: z.object({
      path,
      name: text(100).optional(),
      description: text(500).optional(),
      /** As heads of this project, with its name and description, instead of as a project of its own. */
      relatedTo: text(4096).optional(),
      ...branchChoice,
    }),
    output: z.object({
      repoHash,
      name: z.string(),
      link: z.string(),
      heads: headsOutput,
      leftOut,
      alternatives: z.array(repoHash),
      /** Projects beside which it could be published instead. */
      sameProjects: shape<readonly SameProject[]>(),
    }),
  },

  /** `target`: repo hash, unambiguous name, link, or the path of a `.gittorrent` file. */
  join: {
    input: z.object({
      target: text(4096).min(1),
      into: text(4096).optional(),
      /** A repository that has some of the project already: it becomes the clone. */
      use: text(4096).optional(),
      /** Unless it is here already: into a folder of the node's own, from which git's remote helper serves it. */
      forGit: z.boolean().optional(),
      wait: z.enum(['none', 'usable', 'joined']).optional(),
    }),
    output: z.object({ repoHash, name: z.string(), path: z.string(), state: z.string() }),
  },

  /**
   * For git's remote helper: a bare repository on this computer with exactly what is published of a whole project, as new as those
   * who can be asked have it. `others`: how many of them answered; `trouble`: why it may not be the newest, empty otherwise.
   */
  gitSource: {
    input: z.object({ project: text(4096) }),
    output: z.object({ bare: z.string(), others: z.number(), trouble: z.string() }),
  },

  /** Stops a join and removes what it made; a joined project is not touched. */
  cancelJoin: { input: z.object({ project: text(4096) }), output: z.object({ repoHash }) },

  /** Stops fetching a project for as long as the user likes; serving goes on. */
  pause: { input: z.object({ project: text(4096) }), output: z.object({ repoHash }) },
  resume: { input: z.object({ project: text(4096) }), output: z.object({ repoHash }) },

  /** Starts a failed join again, into the same folder. */
  retryJoin: { input: z.object({ project: text(4096) }), output: z.object({ repoHash }) },

  /** The clone stays on disk; the node forgets the project. */
  leave: {
    input: z.object({ project: text(4096) }),
    output: z.object({ repoHash, name: z.string(), path: z.string() }),
  },

  /** Opens the clone of a project on the node's desktop. `program`: in what. */
  openWith: {
    input: z.object({ project: text(4096), what: z.enum(['editor', 'terminal', 'folder']) }),
    output: z.object({ program: z.string() }),
  },

  /** Stops serving and advertising; copies elsewhere remain. */
  unpublish: {
    input: z.object({ project: text(4096) }),
    output: z.object({ repoHash, name: z.string(), path: z.string() }),
  },

  project: { input: z.object({ project: text(4096) }), output: shape<Project>() },

  /**
   * The user's heads of a joined project as a related tracker; again: other branches. `purge`: what only those had that are
   * not chosen any more is deleted here and no longer served; without it, it goes on being served. Copies elsewhere remain.
   */
  publishHeads: {
    input: z.object({ project: text(4096), ...branchChoice, purge: z.boolean().optional() }),
    output: z.object({
      repoHash,
      alternatives: z.array(repoHash),
      link: z.string(),
      heads: headsOutput,
      leftOut,
    }),
  },

  /**
   * Stops publishing them, and deletes what was served of them. The list itself waits, so that others know it when it is
   * published again; `purge`: it is forgotten as well. Copies elsewhere remain.
   */
  stopHeads: {
    input: z.object({ project: text(4096), purge: z.boolean().optional() }),
    output: z.object({ repoHash }),
  },

  autoMerge: {
    input: z.object({ project: text(4096), mode: z.enum(['off', 'ff', 'clean']) }),
    output: z.object({ repoHash, autoMerge: z.enum(['off', 'ff', 'clean']) }),
  },

  /** `person`: the remote's name. Nothing of a muted person is fetched. */
  mute: {
    input: z.object({ project: text(4096), person: text(100), muted: z.boolean() }),
    output: z.object({}),
  },

  /** The user has compared the words of a person's key, or takes that back. */
  trust: { input: z.object({ peerId: repoHash, trusted: z.boolean() }), output: z.object({}) },

  /** Merges `person`/`branch` into the checked-out branch, if that is clean. */
  merge: {
    input: z.object({ project: text(4096), person: text(100), branch: text(250) }),
    output: z.object({
      kind: z.enum(['nothing', 'apart', 'forward', 'merged', 'conflicts', 'refused']),
      text: z.string(),
      files: z.array(z.string()),
    }),
  },

  /** Takes back what an activity tells of, a merge for one. */
  undo: { input: z.object({ activity: z.number().int() }), output: z.object({}) },

  /** Switches the working tree to a branch of its own name that begins at `person`/`branch`. */
  checkOut: {
    input: z.object({ project: text(4096), person: text(100), branch: text(250) }),
    output: z.object({ branch: z.string() }),
  },

  /** The user has seen what `person` brought; without `person`: what anybody did. */
  markRead: {
    input: z.object({ project: text(4096), person: text(100).optional() }),
    output: z.object({}),
  },

  /** What is in a project that is not joined, from anybody nearby who has it. */
  preview: { input: z.object({ repoHash }), output: shape<ProjectPreview>() },

  /** How a project moves among the people: asked for every second while somebody looks. */
  swarm: { input: z.object({ project: text(4096) }), output: shape<SwarmDetail>() },

  /** History of a project's clone, newest first. `from`: full ref names; none: HEAD, own branches and all remotes. */
  commits: {
    input: z.object({
      project: text(4096),
      from: z.array(text(300)).max(1000).optional(),
      skip: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    output: shape<CommitPage>(),
  },

  /** Tags of a project's clone, the newest first. */
  tags: {
    input: z.object({ project: text(4096) }),
    output: z.object({ tags: z.array(shape<TagRow>()) }),
  },

  /** One commit and what it changes. */
  commit: {
    input: z.object({ project: text(4096), sha: z.string().regex(/^[0-9a-f]{40,64}$/) }),
    output: shape<CommitDetail>(),
  },

  /** One folder of a project's files. `ref`: HEAD, or the full name of a tag, or of a branch that the project knows; `path`: empty for the root. */
  tree: { input: fileInput, output: shape<TreeListing>() },

  /** The commits that last touched the entries of a folder. */
  lastCommits: { input: fileInput, output: shape<LastCommits>() },

  /** Commits whose message has all words of a text, or whose ID begins with it. */
  findCommits: {
    input: z.object({
      project: text(4096),
      text: text(200),
      limit: z.number().int().min(1).max(100).optional(),
    }),
    output: z.object({ commits: z.array(shape<CommitRow>()) }),
  },

  /** One file at a ref. */
  file: { input: fileInput, output: shape<FileContent>() },

  /** What happened, the oldest first. `after`: the last one that the caller has. */
  activity: {
    input: z.object({ after: z.number().int().optional() }),
    output: z.object({ events: z.array(shape<Activity>()) }),
  },

  updateSettings: {
    input: z.object({
      name: text(60).min(1).optional(),
      clonesDir: path.optional(),
      welcomed: z.boolean().optional(),
      uploadLimit: limit,
      downloadLimit: limit,
      storeQuota: z.number().min(1e6).max(1e15).nullable().optional(),
      autoMerge: z.enum(['off', 'ff', 'clean']).optional(),
      wantedInterfaces: z.array(text(100).min(1)).min(1).max(64).nullable().optional(),
      guestAccess: z.boolean().optional(),
      trackers: z.array(text(2048).min(1)).max(8).optional(),
      wantedPort: z.number().int().min(1).max(65_535).nullable().optional(),
    }),
    output: z.object({}),
  },

  /** Writes the key that is the user to a file that only he may read; with a passphrase it is encrypted. */
  exportIdentity: {
    input: z.object({ path, passphrase: text(1000).optional() }),
    output: z.object({ path: z.string() }),
  },

  /** Takes a key from a file, from the next start on; the one before is kept beside it. */
  importIdentity: {
    input: z.object({ path, passphrase: text(1000).optional() }),
    output: z.object({ peerId: z.string(), words: z.string(), kept: z.string() }),
  },

  /** What works on this network, and what to do about the rest. Takes some two seconds. */
  doctor: { input: z.object({}), output: shape<Diagnosis>() },

  /** What is kept for others, and what of it could go. */
  storage: { input: z.object({}), output: shape<StorageView>() },

  /**
   * Deletes what is kept of a project for others; the clone stays. What nobody else here has stays, and is told as `onlyHere`,
   * unless `onlyCopy` says that it may go as well. Bytes.
   */
  freeStorage: {
    input: z.object({ project: text(4096), onlyCopy: z.boolean().optional() }),
    output: z.object({ freed: z.number(), onlyHere: z.number() }),
  },

  /** Ends the node. Answers first. */
  stop: { input: z.object({}), output: z.object({}) },
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
export type Input<C extends CommandName> = z.input<Commands[C]['input']>
export type Output<C extends CommandName> = z.output<Commands[C]['output']>

/**
 * The table of contents of the product: every command with its input and output, and the one stream of changes.
 * The host fulfils it (src/main/host/handlers), the shells and the command line speak it over rpc/.
 */
import { z } from 'zod'
import type { AppState, Inspection, NearbyProject, Project } from './model.ts'

/** Shapes of the model are proved by the compiler on the host's side; on the wire we only ask for an object. */
const shape = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null)

const repoHash = z.string().regex(/^[0-9a-f]{40}$/, 'a repo hash is 40 hex digits')
const text = (max: number) => z.string().max(max)
const path = text(4096).min(1)

const headsOutput = z.array(z.object({ ref: z.string(), sha: z.string() }))

/** Bytes per second, at least enough for a block now and then; null: as fast as it goes. */
const limit = z.number().min(10_000).max(1e12).nullable().optional()

/** The current branch unless told otherwise. */
const branchChoice = {
  branches: z.array(text(250)).max(1000).optional(),
  all: z.boolean().optional(),
}

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
    input: z.object({ path, name: text(100).optional(), description: text(500).optional(), ...branchChoice }),
    output: z.object({ repoHash, name: z.string(), link: z.string(), heads: headsOutput }),
  },

  /** `target`: repo hash, unambiguous name, link, or the path of a `.gittorrent` file. */
  join: {
    input: z.object({
      target: text(4096).min(1),
      into: text(4096).optional(),
      wait: z.enum(['none', 'usable', 'joined']).optional(),
    }),
    output: z.object({ repoHash, name: z.string(), path: z.string(), state: z.string() }),
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

  /** Stops serving and advertising; copies elsewhere remain. */
  unpublish: {
    input: z.object({ project: text(4096) }),
    output: z.object({ repoHash, name: z.string(), path: z.string() }),
  },

  project: { input: z.object({ project: text(4096) }), output: shape<Project>() },

  updateSettings: {
    input: z.object({
      name: text(60).min(1).optional(),
      clonesDir: path.optional(),
      welcomed: z.boolean().optional(),
      uploadLimit: limit,
      downloadLimit: limit,
    }),
    output: z.object({}),
  },

  /** Ends the node. Answers first. */
  stop: { input: z.object({}), output: z.object({}) },
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
export type Input<C extends CommandName> = z.input<Commands[C]['input']>
export type Output<C extends CommandName> = z.output<Commands[C]['output']>

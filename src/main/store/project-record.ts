/** What a node remembers of one project, beside its signed lists. */
import { z } from 'zod'

const branches = z.union([z.array(z.string()), z.literal('current'), z.literal('all')])

/** A reel that a publisher appended. `span`: updates that it covers; `head`: HEAD's commit when it was made. */
const rung = z.object({ id: z.string(), span: z.number().int().positive(), head: z.string() })

export const projectRecordSchema = z.object({
  repoHash: z.string().regex(/^[0-9a-f]{40}$/),
  /** 'related': somebody's heads that a project of this node (`of`) follows. */
  role: z.enum(['publisher', 'joiner', 'related']),
  /** Own heads of a joined project, or a related tracker: the project whose repository it belongs to. */
  of: z.string().nullable().default(null),
  name: z.string(),
  description: z.string().default(''),
  /** The user's repository: published from, or cloned to. */
  path: z.string(),
  state: z.enum(['joining', 'usable', 'joined', 'failed']),
  error: z
    .object({ code: z.string().default('INTERNAL'), message: z.string(), action: z.string() })
    .nullable()
    .default(null),
  /** Publisher: which branches are published. */
  branches: branches.optional(),
  /** Publisher: the highest sequence number ever signed or about to be; written before signing. */
  seq: z.number().int().nonnegative().default(0),
  /** Joiner: the remote's name in the clone. */
  remote: z.string().nullable().default(null),
  /** Joiner: the publisher's branches that the clone holds under its remote. */
  fetched: z.array(z.object({ name: z.string(), sha: z.string() })).default([]),
  /** Joiner: the repository was there before, and has become a member. */
  adopts: z.boolean().default(false),
  /** Joiner: addresses that came with a link. */
  hints: z.array(z.object({ address: z.string(), port: z.number() })).default([]),
  /** Joiner: URLs of trackers that came with a link or a metainfo. */
  trackers: z.array(z.string()).default([]),
  /** Joiner: the user stopped the download for now. */
  paused: z.boolean().default(false),
  /** Publisher: how the list of appended reels grows; see host/heads/ladder.ts. */
  growth: z
    .object({
      /** HEAD commits whose whole trees lie in the base's tip and appended reels. */
      baseHeads: z.array(z.string()),
      ladder: z.array(rung),
      recent: z.array(z.string()),
      /** Bytes of rungs that only keep HEAD's tree within tip and rungs. */
      forTip: z.number(),
    })
    .default({ baseHeads: [], ladder: [], recent: [], forTip: 0 }),
  /** Own heads that are published no longer: kept so that, published again, they are the same list to others. */
  stopped: z.boolean().default(false),
  /** Publisher: reels that were listed until lately; see host/heads/retire-reels.ts. */
  retired: z
    .array(z.object({ id: z.string(), bytes: z.number(), blockSize: z.number(), since: z.number() }))
    .default([]),
  /** Reels that were whole here, and were let go to make room. */
  evicted: z.array(z.string()).default([]),
  autoMerge: z.enum(['off', 'ff', 'clean']).default('off'),
  /** Whose heads the project's repository has, by the names of their remotes; kept, so that a name stays a person's. */
  people: z
    .array(z.object({ peerId: z.string(), repoHash: z.string(), remote: z.string(), muted: z.boolean() }))
    .default([]),
  /** Commits of each remote branch that the user has seen, as REMOTE/BRANCH. */
  seen: z.record(z.string(), z.string()).default({}),
  /** Digest of the references whose heads the repository has; null: of none yet. */
  taken: z.string().nullable().default(null),
  /** When heads last came from there; related tracker or joined project. */
  updated: z.number().nullable().default(null),
  /** Merges that were undone: they are not made again by themselves. */
  undone: z.array(z.string()).default([]),
  /** Why heads that came from there were not merged by themselves; empty: that is about to come; null: nothing is left to do. */
  unmerged: z.string().nullable().default(null),
  since: z.number(),
})
export type ProjectRecord = z.output<typeof projectRecordSchema>

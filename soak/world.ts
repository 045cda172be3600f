/** Who lives in a soak, and what they have. */
import type { Random } from '../fuzz/random.ts'
import type { Workspace } from '../bench/workspace.ts'
import type { Options } from './options.ts'
import type { Life } from './life.ts'
import type { SoakNode } from './node.ts'

/** One's part in a project. */
export interface Membership {
  readonly project: SoakProject
  /** Where one works. */
  readonly path: string
  /** One's own heads are published: from the beginning by who published it, by others once they have joined and mean to. */
  publishes: boolean
  readonly means: 'to publish' | 'to read'
  joined: boolean
}

export interface SoakProject {
  readonly repoHash: string
  readonly name: string
  readonly publisher: Person
}

export interface Person {
  /** A name for people, of three, and one that nobody else has. */
  readonly name: string
  readonly label: string
  readonly folder: string
  /** Never restarted, so that a long life is seen. */
  readonly steady: boolean
  /** Its folder is a small disk of its own. */
  readonly hasSmallDisk: boolean
  node: SoakNode
  /** Something is being done to it: nobody asks it anything meanwhile. */
  busy: boolean
  /** What happened up to here has been read. */
  lastActivity: number
  /** Until when its words about a full disk are no wonder. */
  diskWasFullUntil: number
  /** Until when it may be told of a hostile peer that visited it. */
  visitedUntil: number
  readonly memberships: Membership[]
}

export interface World {
  readonly root: string
  readonly options: Options
  readonly random: Random
  readonly workspace: Workspace
  readonly isApart: boolean
  readonly people: Person[]
  readonly projects: SoakProject[]
  readonly lives: Life[]
  /** What isn't as it should be, for people. */
  readonly problems: string[]
  /** How often each deed was done. */
  readonly done: Map<string, number>
  /** What takes a while: waited for before all come together. */
  readonly background: Set<Promise<void>>
  /** Seconds that it took until everybody had everything, each time. */
  readonly converged: number[]
  commits: number
  say(text: string): void
  /** Keeps problems, and says them at once. */
  complain(...texts: readonly string[]): void
}

/** Who can be asked, or had something done to, now. */
export const atHand = ({ people }: World): readonly Person[] => people.filter(({ busy }) => !busy)

/** Does something that takes a while to somebody, whom nobody disturbs meanwhile. */
export function inBackground(world: World, person: Person | null, what: string, work: () => Promise<void>) {
  if (person) person.busy = true
  const promise = work()
    .catch((error: unknown) => void world.complain(`${what}: ${String(error)}`))
    .finally(() => {
      if (person) person.busy = false
      world.background.delete(promise)
    })
  world.background.add(promise)
}

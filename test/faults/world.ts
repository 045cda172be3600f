/** What lies below one folder, and what becomes of it at a point: the disk of one computer, on which one node runs. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createUnsynced, type Unsynced } from './unsynced.ts'

export type Fault =
  /** `kill`: nothing happens any more from the point on. `torn`: a write of it is half done. `cut`: what was not synced is lost too. */
  | { readonly kind: 'kill' | 'torn' | 'cut'; readonly at: number }
  /** So many operations fail, from the point on: of those that may in that way. */
  | { readonly kind: 'fails'; readonly at: number; readonly code: string; readonly times: number }

export interface World {
  readonly folder: string
  /** Operations so far, of those that change something; with reads, where reads may fail as well. */
  points: number
  fault: Fault | null
  /** Operations that failed. */
  failed: number
  /** The node that ran there has gone. */
  dead: boolean
  /** What was done at the point, for people; empty: the point was not reached. */
  hit: string
  readonly unsynced: Unsynced
  /** Settles when it dies. */
  readonly died: Promise<void>
  die(): void
  /** To be ended with it. */
  readonly pids: Set<number>
}

const worlds = new Map<string, World>()

/** In which world something runs: a node that died must not go on on the disk that another one has now. */
export const living = new AsyncLocalStorage<World>()

/** A disk that works, until it is given a fault. Another node on it is another world. */
export function createWorld(folder: string): World {
  let tell = () => {}
  const died = new Promise<void>((resolve) => (tell = resolve))
  const world: World = {
    folder,
    points: 0,
    fault: null,
    failed: 0,
    dead: false,
    hit: '',
    unsynced: createUnsynced(folder),
    died,
    pids: new Set(),
    die() {
      world.dead = true
      for (const pid of world.pids) end(pid)
      if (world.fault?.kind === 'cut') world.unsynced.lose()
      world.unsynced.forget()
      tell()
    },
  }
  worlds.set(folder, world)
  return world
}

export function forgetWorld(world: World): void {
  world.unsynced.forget()
  if (worlds.get(world.folder) === world) worlds.delete(world.folder)
}

export function worldOf(path: unknown): World | null {
  const text = String(path)
  const own = living.getStore()
  if (own?.dead && text.startsWith(own.folder)) return own
  for (const world of worlds.values())
    if (text === world.folder || text.startsWith(`${world.folder}/`)) return world
  return null
}

/** A process with all that it started: git is in a group of its own. */
function end(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** Never: who waits for a dead computer. */
export const never = new Promise<never>(() => {})

/** Whether a system says that of an operation. ENOENT: git has gone. */
function mayFail(name: string, code: string): boolean {
  if (name.startsWith('spawn')) return code === 'ENOENT' || code === 'EMFILE'
  if (code === 'EMFILE') return /^(open|readFile|readdir|writeFile|appendFile|copyFile)/.test(name)
  if (code === 'ENOSPC') return !/^(rm|rmdir|unlink|chmod|read)/.test(name)
  return code !== 'ENOENT'
}

/** @returns what is to become of an operation: it is done, half done before the end, or fails */
export function arrive(
  world: World,
  name: string,
  isRead: boolean,
): 'done' | 'half' | 'dead' | NodeJS.ErrnoException {
  if (world.dead) return 'dead'
  const { fault } = world
  // Handles are needed for reading, too; a full or read-only disk can be read.
  if (isRead && !(fault?.kind === 'fails' && (fault.code === 'EMFILE' || fault.code === 'EIO'))) return 'done'
  const point = world.points++
  if (!fault || point < fault.at) return 'done'
  if (fault.kind === 'fails') {
    // git's own writes are not seen from here.
    if (!mayFail(name, fault.code) || world.failed >= fault.times) return 'done'
    world.failed++
    world.hit ||= name
    return Object.assign(new Error(`${fault.code}: made to fail, ${name}`), { code: fault.code })
  }
  world.hit = name
  if (fault.kind === 'torn' && /^(write|append)/.test(name)) return 'half'
  world.die()
  return 'dead'
}

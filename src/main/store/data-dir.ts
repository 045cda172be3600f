/** The data directory of one node: who may use it, and what lies where. */
import { chmod, mkdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { bringUpToDate } from './bring-up-to-date.ts'
import { makeFolder } from './make-folder.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { sweep } from './sweep.ts'
import { takeLock } from './take-lock.ts'
import { AppError } from '../../shared/errors.ts'

export interface DataDir {
  readonly path: string
  /** The number of the directory's format; see migrations/. */
  readonly format: string
  readonly identity: string
  readonly settings: string
  readonly activity: string
  /** How time has passed; see age-clock.ts. */
  readonly clock: string
  readonly projects: string
  readonly reels: string
  /** Bare repositories that are the URLs of remotes in users' clones. */
  readonly remotes: string
  /** Clones that git's remote helper made this node join; made when the first is needed. */
  readonly forGit: string
  /** Histories that are indexed outside their clones; each goes when it is installed. */
  readonly quarantine: string
  /** Half-made things; emptied at start. */
  readonly staging: string
  /** What the node writes down of what it does; see log-file.ts. */
  readonly logs: string
  /** Where the running node can be reached by the command line. */
  readonly running: string
  /** Says which process has the directory. */
  readonly lock: string
  /** Gives the directory back to other processes. */
  release(): Promise<void>
}

/** Names of everything in a data directory, without touching it. */
export function layoutOf(folder: string) {
  const path = resolve(folder)
  return {
    path,
    format: join(path, 'format'),
    identity: join(path, 'identity.pem'),
    settings: join(path, 'settings.json'),
    activity: join(path, 'activity.json'),
    clock: join(path, 'clock.json'),
    projects: join(path, 'projects'),
    reels: join(path, 'reels'),
    remotes: join(path, 'remotes'),
    forGit: join(path, 'for-git'),
    quarantine: join(path, 'quarantine'),
    staging: join(path, 'staging'),
    logs: join(path, 'logs'),
    running: join(path, 'running.json'),
    lock: join(path, 'node.lock'),
  }
}

/**
 * Makes the directory where it is missing, takes it for this process, and brings what an older node wrote up to date.
 * Throws DATA_DIR_IN_USE, naming the other process, and DATA_DIR_NEWER where a newer node wrote it.
 */
export async function openDataDir(folder: string, migrations = MIGRATIONS): Promise<DataDir> {
  const layout = layoutOf(folder)
  await makeFolder(layout.path).catch(() => {
    throw new AppError('PERMISSION', `${layout.path} can't be made`, 'choose another folder with --data-dir')
  })
  if (!(await stat(layout.path)).isDirectory()) {
    throw new AppError('PERMISSION', `${layout.path} is a file`, 'choose a folder with --data-dir')
  }
  await chmod(layout.path, 0o700).catch(() => {}) // a directory that somebody else made may refuse; reading it will tell
  const release = await takeLock(layout.lock, layout.path)
  try {
    // Before anything is removed: what looks half-made to this node may be a newer one's.
    await bringUpToDate(layout, migrations)
    await prepare(layout)
  } catch (error) {
    await release()
    throw error
  }
  return { ...layout, release }
}

async function prepare(layout: ReturnType<typeof layoutOf>): Promise<void> {
  await rm(layout.staging, { recursive: true, force: true })
  await sweep(layout)
  for (const part of [layout.projects, layout.reels, layout.remotes, layout.quarantine, layout.staging]) {
    await mkdir(part, { recursive: true, mode: 0o700 })
  }
}

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GONE } from './projects.ts'

/** As writeAtomic names what it writes beside a file. */
const STRAY = /\.\d+-\d+\.tmp$/
/** Of other nodes that want to start as well. */
const LOCKS = 'node.lock'

/** Removes what a node that was killed had half written, or half removed. For the start, when nothing is written yet. */
export async function sweep(layout: {
  readonly path: string
  readonly projects: string
  readonly reels: string
}): Promise<void> {
  const names = await readdir(layout.projects).catch(() => [])
  const folders = names.map((name) => join(layout.projects, name))
  await Promise.all(folders.filter((path) => path.endsWith(GONE)).map(remove))
  for (const folder of [layout.path, layout.reels, ...folders]) {
    await sweepFolder(folder)
    if (folders.includes(folder)) await sweepFolder(join(folder, 'references'))
  }
}

async function sweepFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (STRAY.test(name) && !name.startsWith(LOCKS)) await remove(join(folder, name))
}

/** What can't be removed is in nobody's way. */
const remove = (path: string) => rm(path, { recursive: true, force: true }).catch(() => undefined)

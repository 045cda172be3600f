import { watch, type FSWatcher } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { commonDir } from '../../object-store.ts'
import type { Repository } from '../../types.ts'

/** Changes come in bursts (a branch, its neighbour, HEAD). Milliseconds. */
const SETTLE = 10
/** Folders below refs/heads that are watched; changes in further ones wait for the next comparison. */
const MAX_FOLDERS = 200

/** See Updates.watch. */
export function watchRefs(repository: Repository, onHint: () => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  const hint = () => {
    timer ??= setTimeout(() => {
      timer = null
      if (!stopped) onHint()
    }, SETTLE)
    timer.unref()
  }

  const add = (folder: string, onChange: (name: string | null) => void) => {
    if (stopped || watchers.has(folder) || watchers.size >= MAX_FOLDERS) return
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => onChange(name))
      watcher.on('error', () => drop(folder))
      watchers.set(folder, watcher)
    } catch {
      // Gone, or no watches left: comparing finds it.
    }
  }
  const drop = (folder: string) => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  /** Every folder of branches: a watch sees what lies in a folder, not what lies deeper. */
  const addTree = async (folder: string): Promise<void> => {
    add(folder, (name) => {
      // A lock is what comes before a change: whoever looks then sees what was.
      if (name?.endsWith('.lock')) return
      hint()
      if (name !== null) void addTree(join(folder, name))
    })
    if (!watchers.has(folder)) return
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) if (entry.isDirectory()) await addTree(join(folder, entry.name))
  }

  const isHead = (name: string | null) => name === null || name === 'HEAD' || name === 'packed-refs'
  const start = async () => {
    const common = await commonDir(repository.gitDir)
    for (const folder of new Set([common, repository.gitDir])) add(folder, (name) => isHead(name) && hint())
    await addTree(join(common, 'refs', 'heads'))
    await addTree(join(common, 'refs', 'tags'))
  }
  void start().catch(() => {})

  return () => {
    stopped = true
    if (timer) clearTimeout(timer)
    for (const folder of [...watchers.keys()]) drop(folder)
  }
}

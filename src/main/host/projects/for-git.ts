/** Clones of the node's own, made for git's remote helper (docs/decisions/0011): used for a while, and then of no use to anybody. */
import { rm, stat, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { HostContext, ProjectEntry } from '../context.ts'
import { forget } from './forget.ts'
import { bareOf } from './make-clone.ts'

/** Days after which one goes that git has not asked for. The next clone or fetch joins the project anew. */
export const FOR_GIT_DAYS = 60
const DAY = 24 * 3600_000

type Of = Pick<ProjectEntry, 'record'>

export const isForGit = ({ dataDir }: HostContext, { record }: Of): boolean =>
  record.role === 'joiner' && dirname(record.path) === dataDir.forGit

/** Notes that git asked for it: in the time of its folder, which whatever happens in it only makes younger. */
export async function noteUse(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (!isForGit(context, entry)) return
  const now = new Date(context.ages.now())
  await utimes(entry.record.path, now, now).catch(() => undefined)
}

/** Takes those out of the node, and off the disk, that nobody asked for in a long time and nobody worked in. */
export async function dropUnusedForGit(context: HostContext): Promise<void> {
  for (const entry of [...context.entries.values()]) {
    if (context.closing.signal.aborted) return
    if (!isForGit(context, entry) || entry.leaving || entry.record.state !== 'joined') continue
    const { path, repoHash, name } = entry.record
    const used = await stat(path).catch(() => null)
    if (!used || context.ages.now() - used.mtimeMs < FOR_GIT_DAYS * DAY) continue
    if (!(await isUntouched(context, entry))) continue
    await forget(context, entry)
    await removeForGit(context, entry)
    const text = `${name} was not fetched by git for ${FOR_GIT_DAYS} days: its copy was removed; git fetch brings it again`
    context.activity.add({ kind: 'left', project: repoHash, person: null, text })
  }
}

/** Whether its folder may go with it: nobody worked in it, and nobody's commits are published from it. */
export async function isUntouched(context: HostContext, entry: ProjectEntry): Promise<boolean> {
  const { history } = context.git
  if (!history || !isForGit(context, entry)) return false
  const { repoHash, path } = entry.record
  for (const { record } of context.entries.values())
    if (record.of === repoHash && record.role === 'publisher') return false
  try {
    return await history.isUntouched(await context.git.open(path))
  } catch {
    return false // damaged, or in use: it stays
  }
}

/** Only after `forget`, of what was untouched before. */
export async function removeForGit(context: HostContext, { record }: Of): Promise<void> {
  await rm(record.path, { recursive: true, force: true })
  await rm(bareOf(context, record.repoHash), { recursive: true, force: true })
}

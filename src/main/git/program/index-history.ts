import { access, chmod, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { initRepository } from '../clone-layout.ts'
import { asBadPack, badPack } from '../failures.ts'
import { readPackEnds, sharePacks } from '../pack-file.ts'
import { syncTree } from '../sync-path.ts'
import type { HistoryIndexer, HistoryTarget } from '../types.ts'
import { BIG_FILE, boundMemory } from './index-limits.ts'
import { STRICT } from './index-packs.ts'
import { lastPercent } from './last-percent.ts'
import { endProcess } from './process.ts'
import type { GitProgram } from './run.ts'

/** In a quarantine: all of it is indexed and checked. */
const FINISHED = 'indexed'

/** See TipFirst.indexHistory. The quarantine is a bare repository without refs: the tip's pack, then the history's. */
export async function indexHistory(
  git: GitProgram,
  target: HistoryTarget,
  progress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<HistoryIndexer> {
  const { folder, objectFormat } = target
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await initRepository(folder, objectFormat, ['bare = true'])
  await sharePacks(target.bare, folder)
  const args = [`--git-dir=${folder}`, 'index-pack', '-v', '--stdin', STRICT]
  const onStderr = (text: string) => {
    const percent = lastPercent(text, 'Resolving deltas')
    if (percent !== null) progress(percent / 100)
  }
  // How many objects it has is only known as it arrives.
  const env = boundMemory(Infinity)
  // The user's work comes first, and so does moving blocks.
  const priority = constants.priority.PRIORITY_LOW
  const { child, done } = git.start(args, {
    ...{ cwd: folder, signal, config: [BIG_FILE], env, priority, onStderr },
  })
  // The pack's name, and what follows a pack's end in the stream.
  child.stdout?.resume()
  const discard = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  const ended = done.catch(async (error: unknown) => {
    await discard()
    throw asBadPack(error)
  })
  ended.catch(() => undefined)
  return {
    write: (chunk) => feed(child, chunk, ended),
    async finish(packFile) {
      child.stdin?.end()
      await ended
      try {
        await shareStored(packFile, target)
        await syncTree(folder)
        await writeFile(join(folder, FINISHED), '')
      } catch (error) {
        await discard()
        throw error
      }
    },
    async abort() {
      endProcess(child)
      await ended.catch(() => undefined)
      await discard()
    },
  }
}

/** See TipFirst.isHistoryIndexed. */
export const isHistoryIndexed = (folder: string): Promise<boolean> =>
  access(join(folder, FINISHED)).then(
    () => true,
    () => false,
  )

function feed(child: ChildProcess, chunk: Uint8Array, ended: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!child.stdin) return resolve()
    child.stdin.write(chunk, (error) => {
      if (!error) resolve()
      // Why git left tells more than that it doesn't read any more.
      else ended.then(() => reject(badPack('a pack goes on after its end')), reject)
    })
  })
}

/** What was indexed is the store's file, byte for byte as far as git tells; then one copy of it is enough. */
async function shareStored(packFile: string, { folder, objectFormat }: HistoryTarget): Promise<void> {
  const { checksum } = await readPackEnds(packFile, objectFormat)
  const indexed = join(folder, 'objects', 'pack', `pack-${checksum}.pack`)
  const [stored, own] = await Promise.all([stat(packFile), stat(indexed).catch(() => null)])
  if (own?.size !== stored.size) throw badPack('what was indexed is not the pack that was stored')
  const second = `${indexed}.second`
  const linked = await link(packFile, second).then(
    () => true,
    () => false,
  )
  if (!linked) return
  // Windows renames onto no file that is read-only, as git's are.
  await rm(indexed, { force: true })
  await rename(second, indexed)
  await chmod(indexed, 0o444).catch(() => undefined)
}

/** A note of the move that is under way, so that a crash in the middle of it can be mended. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Hex } from '../../../../shared/model.ts'
import { exists } from '../../exists.ts'
import { readIfThere } from '../../read-if-there.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { putBack } from './put-back.ts'
import { quietConfig } from './quiet-config.ts'

const Note = z.object({ before: z.string(), after: z.string(), pid: z.number() })
const noteOf = ({ gitDir }: Repository) => join(gitDir, 'gittorrent-move')

export const noteMove = (repository: Repository, { before, after }: { before: Hex; after: Hex }) =>
  writeFile(noteOf(repository), JSON.stringify({ before, after, pid: process.pid }))

export const forgetMove = (repository: Repository) => rm(noteOf(repository), { force: true })

/**
 * Takes back what a process that is gone has left half done, while HEAD and the index are as it left them; what the user did
 * since stays. Where a lock of git is left, nothing is done yet.
 */
export async function mendInterruptedMove(git: GitProgram, repository: Repository): Promise<void> {
  const text = await readIfThere(noteOf(repository))
  if (text === null) return
  const note = parse(text)
  if (note && (isAlive(note.pid) || (await exists(join(repository.gitDir, 'index.lock'))))) return
  if (note) await mend(git, repository, note)
  await forgetMove(repository)
}

async function mend(git: GitProgram, repository: Repository, { before, after }: z.infer<typeof Note>) {
  const { gitDir, cwd } = inside(repository)
  const at = [gitDir, `--work-tree=${repository.path}`]
  const { config } = await quietConfig(git, repository)
  const isIndex = (commit: Hex) =>
    git.run([...at, 'diff-index', '--cached', '--quiet', commit, '--'], { cwd, config }).then(
      () => true,
      () => false,
    )
  const head = await git.run([gitDir, 'rev-parse', '--verify', '--quiet', 'HEAD'], { cwd }).catch(() => '')
  if (head.trim() !== before) return
  if (await isIndex(before)) await putBack(git, repository, { before, after }, config)
  else if (await isIndex(after)) {
    await git.run([...at, 'update-index', '-q', '--refresh'], { cwd, config }).catch(() => '')
    // Where the user has changed such a file since, git refuses, and all stays as it is.
    await git.run([...at, 'read-tree', '-m', '-u', after, before], { cwd, config }).catch(() => '')
  }
}

function parse(text: string): z.infer<typeof Note> | null {
  try {
    return Note.parse(JSON.parse(text))
  } catch {
    // The crash came while it was written, and so before anything was moved.
    return null
  }
}

/** Whether another process by that number runs; this one makes one move at a time. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

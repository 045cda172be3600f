import { constants } from 'node:os'
import { open, rm, stat } from 'node:fs/promises'
import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { PackRequest } from '../../update-types.ts'
import type { GitProgram } from '../run.ts'

/** How often the growing file is measured. Milliseconds. */
const MEASURE_EVERY = 100

/** See Updates.makeRequested. */
export async function makeRequested(
  git: GitProgram,
  gitDir: string,
  { want, have, maxBytes }: PackRequest,
  file: string,
  signal?: AbortSignal,
): Promise<number> {
  const args = [`--git-dir=${gitDir}`]
  const known = await haves(git, gitDir, want, have)
  const input = [...want, ...known.map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const handle = await open(file, 'w')
  // It is somebody else's wish: the user's own work comes first.
  const priority = constants.priority.PRIORITY_BELOW_NORMAL
  const tooLarge = new AbortController()
  const ended = signal ? AbortSignal.any([signal, tooLarge.signal]) : tooLarge.signal
  const timer = setInterval(() => {
    void stat(file).then(
      ({ size }) => size > maxBytes && tooLarge.abort(),
      () => undefined,
    )
  }, MEASURE_EVERY)
  try {
    const { child, done } = git.start(
      [...args, 'pack-objects', '--revs', '--thin', '--stdout', '--quiet', '--delta-base-offset'],
      { cwd: gitDir, signal: ended, stdout: handle.fd, writesTo: file, priority },
    )
    child.stdin?.end(input)
    await done
    const { size } = await stat(file)
    if (size > maxBytes) throw beyond(maxBytes)
    return size
  } catch (error) {
    await rm(file, { force: true })
    throw tooLarge.signal.aborted ? beyond(maxBytes) : AppError.of(error)
  } finally {
    clearInterval(timer)
    await handle.close()
  }
}

const beyond = (maxBytes: number) =>
  new AppError('TOO_LARGE', `the pack is larger than ${maxBytes} bytes`, 'ask for less')

/** Those that a wanted commit reaches: others might be private, and whether they are here is nobody's business. */
async function haves(
  git: GitProgram,
  gitDir: string,
  want: readonly Hex[],
  have: readonly Hex[],
): Promise<readonly Hex[]> {
  if (have.length === 0) return []
  const asked = new Set(have)
  const found: Hex[] = []
  const input = want.map((oid) => `${oid}\n`).join('')
  for await (const oid of git.lines([`--git-dir=${gitDir}`, 'rev-list', '--stdin'], { cwd: gitDir, input })) {
    if (!asked.has(oid)) continue
    found.push(oid)
    if (found.length === asked.size) break
  }
  return found
}

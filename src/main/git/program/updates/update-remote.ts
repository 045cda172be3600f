import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { Ref } from '../../../gtp/types.ts'
import { checkPublishedRefs } from '../../clone-source.ts'
import { badPack, cloneGone, locked } from '../../failures.ts'
import { commonDir } from '../../object-store.ts'
import { readIfThere } from '../../read-if-there.ts'
import type { RemoteChange, RemoteUpdate } from '../../update-types.ts'
import { checkRefs } from '../check-refs.ts'
import { isConnected } from '../holds-connected.ts'
import type { GitProgram } from '../run.ts'
import { addRemote } from './add-remote.ts'
import { describeChanges } from './describe-changes.ts'
import { checkRelated } from './is-related.ts'
import { moveObjects } from './move-objects.ts'
import { moveRefs } from './move-refs.ts'
import { indexOnTop, startQuarantine, withQuarantine } from './quarantine.ts'
import type { RemoteRefs } from './remote-refs.ts'
import { updateBare } from './update-bare.ts'

/** See Updates.updateRemote. @param memory of the updates before */
export async function updateRemote(
  git: GitProgram,
  memory: RemoteRefs,
  update: RemoteUpdate,
  signal?: AbortSignal,
): Promise<readonly RemoteChange[]> {
  const { repository, quarantine, remote, bare, packs, now } = update
  const head = checkPublishedRefs(update, remote)
  const common = await commonDir(repository.gitDir)
  await checkWhole(common, repository.path)
  try {
    await startQuarantine(quarantine, update.objectFormat, join(common, 'objects'))
    for (const pack of packs) await indexOnTop(git, quarantine, update.objectFormat, head.oid, pack, signal)
    const env = packs.length > 0 ? withQuarantine(quarantine) : {}
    const oids = update.refs.map(({ oid }) => oid)
    const [checked, connected] = await Promise.allSettled([
      checkRefs(git, quarantine, update.refs, signal),
      isConnected(git, repository, oids, { env, signal }),
    ])
    const refs = valueOf(checked)
    if (!valueOf(connected)) throw badPack('with all packs, something that is published is still missing')
    if (update.mustBeRelated) await checkRelated(git, repository, refs, env, signal)
    const before = await memory.read(git, common, remote)
    const wanted = refsBelow(refs, remote)
    const release = await moveObjects(quarantine, common)
    const dropped = await moveRefs(git, common, { remote, before, wanted, head, now })
    memory.keep(common, remote, wanted)
    await release()
    await addRemote(git, common, remote, bare)
    await updateBare(bare, { remote, url: bare, objectFormat: update.objectFormat, head, refs }, common)
    return await describeChanges(git, repository, { remote, before: before.refs, wanted, dropped })
  } catch (error) {
    memory.forget(common, remote)
    throw retryable(AppError.of(error))
  } finally {
    await rm(quarantine, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Both are waited for, since the quarantine goes when one fails. */
function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}

/** Branches below refs/remotes; somebody's tags in a place of their own, since refs/tags is the user's. */
const refsBelow = (refs: readonly Ref[], remote: string): ReadonlyMap<string, Hex> =>
  new Map(
    refs.map(({ name, oid }) => [
      name.startsWith('refs/heads/')
        ? `refs/remotes/${remote}/${name.slice('refs/heads/'.length)}`
        : `refs/gittorrent/${remote}/${name.slice('refs/'.length)}`,
      oid,
    ]),
  )

/** What lies behind a boundary can't be checked: the update waits until the history is there. */
async function checkWhole(common: string, path: string): Promise<void> {
  if ((await readIfThere(join(common, 'HEAD'))) === null) throw cloneGone(path)
  const boundary = (await readIfThere(join(common, 'shallow'))) ?? ''
  if (boundary.trim() === '') return
  throw new AppError(
    'SHALLOW_REPOSITORY',
    `${path} has a shallow history, and new heads can't be checked against it`,
    'run git fetch --unshallow there, or wait for its history',
    { retry: true },
  )
}

/** Another git process has a lock: a moment later it won't. */
function retryable(error: AppError): AppError {
  const said = String(error.data['stderr'] ?? error.message)
  if (error.code !== 'GIT_FAILED' || !/\.lock|cannot lock ref|(unable to|could not) lock/i.test(said))
    return error
  const lock = /Unable to create '(.+\.lock)': File exists/.exec(said)?.[1]
  const config = /could not lock config file (.+): File exists/.exec(said)?.[1]
  if (lock !== undefined) return locked(lock)
  if (config !== undefined) return locked(`${config}.lock`)
  return new AppError(error.code, error.message, error.action, { ...error.data, retry: true })
}

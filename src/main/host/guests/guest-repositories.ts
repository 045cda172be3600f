/**
 * What plain git may copy over HTTP: for each project that is asked for, packs of exactly what is published, made when the
 * first guest comes. A program that only hands files over has nothing else to give away, whatever it is asked for.
 */
import { link, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { createTurns } from '../../../shared/turns.ts'
import type { MadePack } from '../../git/types.ts'
import type { Ref } from '../../gtp/types.ts'
import type { GuestRepository } from '../../net/http/source.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { isHome } from '../family/members.ts'
import { isShared } from '../projects/is-shared.ts'
import { openClone } from '../projects/open-clone.ts'

/** Packs of one project; then they become one again, since a guest asks each of them. */
const MAX_PACKS = 32

/** What was made of one list of references. */
interface Made {
  readonly digest: Hex
  readonly folder: string
  readonly tips: readonly Hex[]
  /** Names without ending. */
  readonly packs: readonly string[]
  readonly repository: GuestRepository
}

export interface GuestRepositories {
  /**
   * @param name as guestNames gives it, or a repo hash
   * @returns null for what is not shared; throws GUESTS_OFF, GIT_MISSING, and whatever packing throws
   */
  find(name: string): Promise<GuestRepository | null>
  /**
   * Takes packs that are just what some refs reach and were made anyway, so that the first guest need not wait for any: as
   * links, which take no room. Nobody gets them before a signed list says so.
   */
  keep(repoHash: Hex, refs: readonly Ref[], packs: readonly MadePack[]): Promise<void>
  /** Removes the packs of a project that is shared no longer. */
  forget(repoHash: Hex): Promise<void>
  /** How guests call projects, by repo hash: by their names where these are plain and no other project's, or by the hash. */
  guestNames(): ReadonlyMap<Hex, string>
}

export function createGuestRepositories(context: HostContext): GuestRepositories {
  const kept = new Map<Hex, Made>()
  const turns = createTurns()
  let count = 0

  const newFolder = (repoHash: Hex) => join(context.dataDir.staging, 'guests', `${repoHash}-${++count}`)
  const shared = () => [...context.entries.values()].filter((entry) => isHome(entry) && isReady(entry))
  const guestNames = () => {
    const records = shared().map(({ record }) => record)
    const counts = new Map<string, number>()
    for (const { name } of records) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
    const isPlain = (name: string) => /^[\w][\w.-]{0,79}$/.test(name) && counts.get(name.toLowerCase()) === 1
    return new Map(records.map(({ repoHash, name }) => [repoHash, isPlain(name) ? name : repoHash]))
  }
  const drop = async (repoHash: Hex) => {
    const made = kept.get(repoHash)
    kept.delete(repoHash)
    if (made) await rm(made.folder, { recursive: true, force: true })
  }

  const bring = async (entry: ProjectEntry): Promise<GuestRepository> => {
    const { repoHash } = entry.record
    const { digest, refs, head } = entry.known!.references
    const before = kept.get(repoHash)
    if (before?.digest === digest) return before.repository
    const { guests, history } = context.git
    if (!guests || !history) throw needsGit()
    const { signal } = context.closing
    const repository = await openClone(history, entry.record)
    const tips = [...new Set(refs.map(({ oid }) => oid))]
    const goesOn =
      before &&
      before.packs.length < MAX_PACKS &&
      (await guests.isBeyond(repository, before.tips, tips).catch(() => false))
    const folder = goesOn ? before.folder : newFolder(repoHash)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const pack = await guests.pack(repository, { tips, have: goesOn ? before.tips : [] }, folder, signal)
    const packs = [...(goesOn ? before.packs : []), ...(pack ? [pack] : [])]
    if (!goesOn) await drop(repoHash)
    const made = { digest, folder, tips, packs, repository: describe(folder, packs, refs, head) }
    kept.set(repoHash, made)
    return made.repository
  }

  const keep = async (repoHash: Hex, refs: readonly Ref[], packs: readonly MadePack[]) => {
    await drop(repoHash)
    const folder = newFolder(repoHash)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const names: string[] = []
    for (const { file, index } of packs) {
      if (index === null) return void (await rm(folder, { recursive: true, force: true }))
      await link(file, join(folder, `${index.name}.pack`))
      await rename(index.file, join(folder, `${index.name}.idx`))
      names.push(index.name)
    }
    const tips = [...new Set(refs.map(({ oid }) => oid))]
    // Of no list yet: it is looked at again when a guest comes.
    kept.set(repoHash, {
      digest: '',
      folder,
      tips,
      packs: names,
      repository: describe(folder, names, refs, ''),
    })
  }

  return {
    guestNames,
    // Without them a guest waits a little; publishing goes on.
    keep: (repoHash, refs, packs) => turns(() => keep(repoHash, refs, packs)).catch(() => undefined),
    forget: (repoHash) => turns(() => drop(repoHash)),
    async find(name) {
      if (!context.settings.current.guestAccess) throw guestsOff()
      const entries = shared()
      for (const repoHash of kept.keys())
        if (!entries.some(({ record }) => record.repoHash === repoHash)) await drop(repoHash)
      const names = guestNames()
      const entry = entries.find(
        ({ record }) => record.repoHash === name || names.get(record.repoHash) === name,
      )
      // One after the other: packing takes what the machine has.
      return entry ? turns(() => bring(entry)) : null
    },
  }
}

/** Whether its repository has what its list says. */
const isReady = (entry: ProjectEntry) => isShared(entry) && entry.record.state === 'joined'

function describe(
  folder: string,
  packs: readonly string[],
  refs: readonly Ref[],
  head: string,
): GuestRepository {
  const lines = refs.flatMap(({ name, oid, peeled }) => [
    `${oid}\t${name}\n`,
    ...(peeled ? [`${peeled}\t${name}^{}\n`] : []),
  ])
  return {
    texts: new Map([
      ['HEAD', `ref: ${head}\n`],
      ['info/refs', lines.join('')],
      ['objects/info/packs', `${packs.map((name) => `P ${name}.pack\n`).join('')}\n`],
    ]),
    files: new Map(
      packs.flatMap((name) =>
        ['pack', 'idx'].map((ending) => {
          const file = `${name}.${ending}`
          return [`objects/pack/${file}`, join(folder, file)] as const
        }),
      ),
    ),
  }
}

const guestsOff = () =>
  new AppError(
    'PERMISSION',
    'guests without the app are not let in here',
    'join with GitTorrent, or ask the person whose computer this is',
  )
const needsGit = () =>
  new AppError('GIT_MISSING', 'there is no git on that computer to make packs with', 'join with GitTorrent')

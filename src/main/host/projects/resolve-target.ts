/** What `join TARGET` means: repo hash, link, `.gittorrent` file, or the name of a project nearby. */
import { readFile, stat } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { MAX_METAINFO } from '../../gtp/limits.ts'
import { parseLink } from '../../gtp/link.ts'
import { GtpError } from '../../gtp/types.ts'
import type { HostContext } from '../context.ts'
import { withoutChildren } from '../family/without-children.ts'
import { readMetainfo, type Known } from '../read-metainfo.ts'
import { ambiguous, sameName, type Candidate } from './entry.ts'

export interface Target {
  readonly repoHash: Hex
  /** Null: known only once a peer was asked. */
  readonly name: string | null
  /** Addresses that came with a link. */
  readonly hints: readonly { readonly address: string; readonly port: number }[]
  /** URLs of trackers that came with a metainfo. */
  readonly trackers: readonly string[]
  readonly known: Known | null
}

export async function resolveTarget(context: HostContext, target: string): Promise<Target> {
  if (target.startsWith('gittorrent:')) return fromLink(context, target)
  if (/^[0-9a-f]{40}$/i.test(target)) return fromHash(context, target.toLowerCase())
  if (target.endsWith('.gittorrent')) return fromFile(target)
  return fromName(context, target)
}

function fromLink(context: HostContext, text: string): Target {
  try {
    const { repoHash, name, addresses } = parseLink(text)
    return { ...fromHash(context, repoHash), ...(name ? { name } : {}), hints: addresses }
  } catch (error) {
    if (!(error instanceof GtpError)) throw error
    throw new AppError(
      'BAD_INPUT',
      `the link can't be used: ${error.message}`,
      'copy the whole link and try again',
    )
  }
}

function fromHash(context: HostContext, repoHash: Hex): Target {
  const entry = context.entries.get(repoHash)
  const row = context.nearby.get(repoHash)
  const name = entry?.record.name ?? row?.summary?.name ?? row?.advert.name ?? null
  return { repoHash, name, hints: [], trackers: [], known: entry?.known ?? context.nearby.known(repoHash) }
}

async function fromFile(path: string): Promise<Target> {
  const size = await stat(path).then(
    (found) => found.size,
    () => {
      throw new AppError('BAD_INPUT', `there is no file ${path}`, 'check the path')
    },
  )
  if (size > MAX_METAINFO) {
    throw new AppError(
      'TOO_LARGE',
      `${path} is too large for a .gittorrent file`,
      'check that it is the right file',
    )
  }
  const { trackers, ...known } = readMetainfo(await readFile(path), null)
  return { repoHash: known.references.repoHash, name: known.references.name, hints: [], trackers, known }
}

function fromName(context: HostContext, name: string): Target {
  const found = new Map<Hex, Candidate & { readonly alternatives: readonly Hex[] }>()
  for (const [repoHash, { summary, advert, goneSince }] of context.nearby.rows()) {
    const { publisher, alternatives } = summary ?? advert
    if (goneSince === null && sameName(summary?.name ?? advert.name, name)) {
      found.set(repoHash, { repoHash, name, publisher, alternatives })
    }
  }
  for (const [repoHash, { record, known }] of context.entries) {
    if (record.role !== 'related' && sameName(record.name, name)) {
      found.set(repoHash, { repoHash, name, alternatives: known?.repo.alternatives ?? [] })
    }
  }
  // A name that a whole family bears means the project that the family began with.
  const candidates = withoutChildren([...found.values()])
  const [only] = candidates
  if (!only) {
    throw new AppError(
      'UNKNOWN_PROJECT',
      `nobody nearby shares a project called ${JSON.stringify(name)}`,
      'look at gittorrent nearby --wait 3 for the names, or join by link',
    )
  }
  if (candidates.length > 1) throw ambiguous(name, candidates)
  return { ...fromHash(context, only.repoHash), name: fromHash(context, only.repoHash).name ?? name }
}

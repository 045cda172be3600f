import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import { historyPoints, isWholeInTip, tipPoints, wholePoints } from '../reel-points.ts'
import { throwIfAborted } from '../failures.ts'
import { commonDir } from '../object-store.ts'
import type { MadePack, Repository, Selection } from '../types.ts'
import { ObjectReader } from './object-reader.ts'
import { parseCommit, parseTree, targetOf, typeOfMode } from './parse-object.ts'
import { writePack } from './write-pack.ts'

/** As program/make-packs.ts, without deltas. */
export async function makePacks(
  repository: Repository,
  selection: Selection,
  folder: string,
  signal?: AbortSignal,
): Promise<readonly MadePack[]> {
  await mkdir(folder, { recursive: true })
  const reader = new ObjectReader(await commonDir(repository.gitDir))
  const pack = async (kind: MadePack['kind'], oids: readonly Hex[]) => {
    const file = join(folder, `${kind}.pack`)
    return { kind, file, index: null, bytes: await writePack(reader, oids, file, signal) }
  }
  const tips = selection.refs.map(({ oid }) => oid)
  const { tree, parents } = parseCommit((await reader.read(selection.headCommit)).content)
  if (isWholeInTip(selection, parents)) {
    return [
      { ...(await pack('tip', await reachable(reader, tips, new Set(), signal))), ...wholePoints(selection) },
    ]
  }
  const tip = [selection.headCommit, ...(await reachable(reader, [tree], new Set(), signal))]
  const tipPack = await pack('tip', tip)
  try {
    const history = await reachable(reader, [...tips, ...parents], new Set(tip), signal)
    return [
      { ...tipPack, ...tipPoints(selection) },
      { ...(await pack('history', history)), ...historyPoints(selection) },
    ]
  } catch (error) {
    await rm(tipPack.file, { force: true })
    throw error
  }
}

/** What `from` reaches, but for what is in `except` and what is reached through that alone. */
async function reachable(
  reader: ObjectReader,
  from: readonly Hex[],
  except: ReadonlySet<Hex>,
  signal: AbortSignal | undefined,
): Promise<readonly Hex[]> {
  const seen = new Set<Hex>()
  const waiting: { oid: Hex; blob: boolean }[] = from.map((oid) => ({ oid, blob: false }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.oid) || except.has(next.oid)) continue
    throwIfAborted(signal)
    seen.add(next.oid)
    if (next.blob) continue
    const { type, content } = await reader.read(next.oid)
    if (type === 'commit') {
      const { tree, parents } = parseCommit(content)
      waiting.push(...[tree, ...parents].map((oid) => ({ oid, blob: false })))
    } else if (type === 'tag') {
      waiting.push({ oid: targetOf(content).oid, blob: false })
    } else if (type === 'tree') {
      for (const { mode, oid } of parseTree(content)) {
        // Git takes an entry of an unknown mode for a file.
        const kind = typeOfMode(mode)
        if (kind !== 'submodule') waiting.push({ oid, blob: kind !== 'tree' })
      }
    }
  }
  return [...seen]
}

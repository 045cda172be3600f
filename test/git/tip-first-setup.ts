import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { CloneTarget, Git, HistoryInstall, TipFirst } from '../../src/main/git/types.ts'
import { publish, targetIn, type Published } from './compliance/setup.ts'

export interface Join {
  readonly published: Published
  readonly target: CloneTarget
  readonly install: HistoryInstall
}

/** The verbs of the back end that has them. */
export function verbs(git: Git): TipFirst {
  if (!git.tipFirst) throw new Error(`${git.name} can't do that`)
  return git.tipFirst
}

export const packOf = ({ packs }: Published, kind: 'tip' | 'history'): string =>
  packs.find((pack) => pack.kind === kind)?.file ?? ''

/** A clone of the tip alone, as its user finds it. */
export async function joinTip(git: Git, published: Published, place: string, name = 'clone'): Promise<Join> {
  const target = targetIn(place, name)
  const { objectFormat, head, refs } = published.source
  const source = { pack: packOf(published, 'tip'), objectFormat, head, refs }
  await verbs(git).checkOutTip(source, target, () => undefined)
  const quarantine = join(place, `${name}-quarantine`)
  return { published, target, install: { target, quarantine, objectFormat, head, refs } }
}

/** Streams a history pack through an indexer in pieces of 64 KiB. */
export async function indexAll(git: Git, { published, target, install }: Join): Promise<void> {
  const { objectFormat, quarantine: folder } = install
  const file = packOf(published, 'history')
  const indexer = await verbs(git).indexHistory({ folder, bare: target.bare, objectFormat }, () => undefined)
  for await (const chunk of createReadStream(file)) await indexer.write(chunk as Buffer)
  await indexer.finish(file)
}

/** Publishes a repository's main and next, and joins its tip. */
export async function publishAndJoin(git: Git, path: string, place: string): Promise<Join> {
  return joinTip(git, await publish(git, path, ['main', 'next']), place)
}

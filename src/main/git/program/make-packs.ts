import { chmod, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import { historyPoints, isWholeInTip, tipPoints, wholePoints } from '../reel-points.ts'
import type { MadePack, Repository, Selection } from '../types.ts'
import { inside } from './open.ts'
import { parentsOf } from './parents-of.ts'
import { packInto } from './pack-into.ts'
import type { GitProgram } from './run.ts'

/**
 * Writes what is reachable from the selection as a tip pack (HEAD's commit and tree) and a history pack (all the rest).
 * Both are self-contained. What this process itself holds is the set of the tip's object IDs; the rest streams through.
 */
export async function makePacks(
  git: GitProgram,
  repository: Repository,
  selection: Selection,
  folder: string,
  signal?: AbortSignal,
): Promise<readonly MadePack[]> {
  await mkdir(folder, { recursive: true })
  const { gitDir, cwd } = inside(repository)
  const list = (args: readonly string[], input = '') =>
    git.lines([gitDir, 'rev-list', '--objects', ...args], { cwd, input, signal })
  const pack = async (kind: MadePack['kind'], lines: AsyncIterable<string>) => {
    const name = await packInto(git, repository, folder, [], lines, signal)
    const file = join(folder, `${name}.pack`)
    // Git leaves it to be read alone.
    await chmod(file, 0o600)
    const { size: bytes } = await stat(file)
    return { kind, file, bytes, index: { name, file: join(folder, `${name}.idx`) } }
  }
  const everything = selection.refs.map(({ oid }) => `${oid}\n`).join('')

  if (isWholeInTip(selection, await parentsOf(git, repository.gitDir, selection.headCommit))) {
    return [{ ...(await pack('tip', list(['--stdin'], everything))), ...wholePoints(selection) }]
  }
  const tip = new Set<Hex>()
  const tipPack = await pack('tip', remember(list(['--max-count=1', selection.headCommit]), tip))
  const historyPack = await pack('history', without(list(['--stdin'], everything), tip)).catch(
    async (error) => {
      await rm(tipPack.file, { force: true })
      await rm(tipPack.index.file, { force: true })
      throw error
    },
  )
  return [
    { ...tipPack, ...tipPoints(selection) },
    { ...historyPack, ...historyPoints(selection) },
  ]
}

// Lines are "OID" or "OID PATH"; the path lets pack-objects find good deltas.
const objectId = (line: string): Hex => {
  const space = line.indexOf(' ')
  return space === -1 ? line : line.slice(0, space)
}

async function* remember(lines: AsyncIterable<string>, seen: Set<Hex>): AsyncGenerator<string> {
  for await (const line of lines) {
    seen.add(objectId(line))
    yield line
  }
}

async function* without(lines: AsyncIterable<string>, excluded: ReadonlySet<Hex>): AsyncGenerator<string> {
  for await (const line of lines) if (!excluded.has(objectId(line))) yield line
}

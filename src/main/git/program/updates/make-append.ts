import type { Hex } from '../../../../shared/model.ts'
import type { ReelPoint } from '../../../gtp/types.ts'
import type { Repository } from '../../types.ts'
import type { AppendedPack, AppendRequest } from '../../update-types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { writePack } from '../write-pack.ts'
import { present } from './present.ts'

/** Preferred bases that pack-objects looks at: fewer than its window. */
const MAX_BASES = 9

interface Listed {
  /** "OID" or "OID PATH", by OID. */
  readonly lines: Map<Hex, string>
  /** Commits that are not new and that new ones build on. */
  readonly border: readonly Hex[]
}

/** See Updates.makeAppend. */
export async function makeAppend(
  git: GitProgram,
  repository: Repository,
  request: AppendRequest,
  file: string,
  signal?: AbortSignal,
): Promise<AppendedPack | null> {
  const { selection, atTip } = request
  const given = await present(git, repository, request.given)
  const wanted = [...new Set(selection.refs.map(({ oid }) => oid))]
  const gives = wanted.filter((oid) => !given.has(oid))
  const { lines, border } = await listNew(git, repository, wanted, given, signal)
  const before = lines.size
  for (const [oid, line] of await listTree(git, repository, selection.headCommit, signal)) {
    if (!atTip.has(oid) && !lines.has(oid)) lines.set(oid, line)
  }
  const forTip = lines.size - before
  // A ref may name what is there already: something must give it, so its own object goes along.
  for (const oid of gives) if (!lines.has(oid)) lines.set(oid, oid)
  if (lines.size === 0) return null

  const bases = [...(await present(git, repository, request.bases))].slice(-MAX_BASES)
  const input = [...bases.map((oid) => `-${oid}`), ...lines.values()]
  const bytes = await writePack(git, repository, toLines(input), file, signal)
  const needs = await neededPoints(
    git,
    repository,
    [...border, ...(await peeledOf(selection, lines))],
    given,
    request,
  )
  return {
    bytes,
    bytesForTip: Math.round((bytes * forTip) / lines.size),
    needs: toPoints(needs),
    gives: toPoints(gives.length > 0 ? gives : [selection.headCommit]),
    objects: [...lines.keys()],
  }
}

async function* toLines(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

const toPoints = (oids: readonly Hex[]): ReelPoint[] =>
  [...new Set(oids)].sort().map((oid) => ({ oid, shallow: false }))

/** All that `wanted` reaches and `given` doesn't. */
async function listNew(
  git: GitProgram,
  repository: Repository,
  wanted: readonly Hex[],
  given: ReadonlySet<Hex>,
  signal: AbortSignal | undefined,
): Promise<Listed> {
  const { gitDir, cwd } = inside(repository)
  const input = [...wanted, ...[...given].map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const lines = new Map<Hex, string>()
  const border: Hex[] = []
  const args = [gitDir, 'rev-list', '--objects', '--boundary', '--stdin']
  for await (const line of git.lines(args, { cwd, input, signal })) {
    if (line.startsWith('-')) border.push(line.slice(1).split(' ')[0] ?? '')
    else lines.set(line.split(' ', 1)[0] ?? '', line)
  }
  for (const oid of border) lines.delete(oid)
  return { lines, border }
}

/** A commit with its whole tree; submodules' commits are elsewhere. */
async function listTree(
  git: GitProgram,
  repository: Repository,
  commit: Hex,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Hex, string>> {
  const { gitDir, cwd } = inside(repository)
  const root = (await git.run([gitDir, 'rev-parse', '--verify', `${commit}^{tree}`], { cwd, signal })).trim()
  const lines = new Map([
    [commit, commit],
    [root, root],
  ])
  const args = [gitDir, 'ls-tree', '-r', '-t', '-z', '--full-tree', root]
  for await (const entry of git.lines(args, { cwd, signal }, '\0')) {
    const [facts = '', path = ''] = [
      entry.slice(0, entry.indexOf('\t')),
      entry.slice(entry.indexOf('\t') + 1),
    ]
    const [, type, oid = ''] = facts.split(' ')
    // A path only helps to find deltas; one with a line end would be read as two objects.
    if (type !== 'commit') lines.set(oid, path.includes('\n') ? oid : `${oid} ${path}`)
  }
  return lines
}

/** What new annotated tags point at, where that isn't new. */
async function peeledOf(
  { refs }: AppendRequest['selection'],
  lines: ReadonlyMap<Hex, string>,
): Promise<readonly Hex[]> {
  return refs.flatMap(({ oid, peeled }) =>
    peeled !== undefined && lines.has(oid) && !lines.has(peeled) ? [peeled] : [],
  )
}

/** The given points that reach the border: needs are said in points that some reel gives. */
async function neededPoints(
  git: GitProgram,
  repository: Repository,
  border: readonly Hex[],
  given: ReadonlySet<Hex>,
  { bases }: AppendRequest,
): Promise<readonly Hex[]> {
  const needs = new Set(border.filter((oid) => given.has(oid)))
  const candidates = [...new Set([...bases.toReversed().filter((oid) => given.has(oid)), ...given])]
  for (const oid of new Set(border)) {
    if (given.has(oid)) continue
    for (const point of [...needs, ...candidates]) {
      if (!(await isAncestor(git, repository, oid, point))) continue
      needs.add(point)
      break
    }
  }
  return [...needs]
}

const isAncestor = (git: GitProgram, repository: Repository, ancestor: Hex, of: Hex): Promise<boolean> => {
  const { gitDir, cwd } = inside(repository)
  return git.run([gitDir, 'merge-base', '--is-ancestor', ancestor, of], { cwd }).then(
    () => true,
    () => false,
  )
}

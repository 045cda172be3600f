import type { Hex } from '../../../../shared/model.ts'
import type { ReelPoint } from '../../../gtp/types.ts'
import type { Repository } from '../../types.ts'
import type { AppendedPack, AppendRequest } from '../../update-types.ts'
import { isAncestor } from '../is-ancestor.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { writePack } from '../write-pack.ts'
import { lookAtPoints, type Points } from './look-at-points.ts'

/** Earlier HEADs whose trees deltas may build on. */
const MAX_BASES = 2

/** See Updates.makeAppend. */
export async function makeAppend(
  git: GitProgram,
  repository: Repository,
  request: AppendRequest,
  file: string,
  signal?: AbortSignal,
): Promise<AppendedPack | null> {
  const { selection, atTip } = request
  const wanted = [...new Set(selection.refs.map(({ oid }) => oid))]
  const points = { given: request.given, wanted, head: selection.headCommit }
  const { given, commits, tree } = await lookAtPoints(git, repository, points)
  const gives = wanted.filter((oid) => !given.has(oid))
  // Deltas may build on these, so they are needed as well as what commits build on.
  const bases = request.bases.filter((oid) => given.has(oid)).slice(-MAX_BASES)
  const border = gives.length > 0 ? await listBorder(git, repository, gives, { given, commits }, signal) : []
  const needs = await neededPoints(git, repository, border, given, bases)
  const [lines, atHead] = await Promise.all([
    gives.length > 0 ? listNew(git, repository, gives, needs, signal) : new Map<Hex, string>(),
    listTree(git, repository, selection.headCommit, tree, signal),
  ])
  const before = lines.size
  for (const [oid, line] of atHead) {
    if (!atTip.has(oid) && !lines.has(oid)) lines.set(oid, line)
  }
  const forTip = lines.size - before
  // A ref may name what is there already: something must give it, so its own object goes along.
  for (const oid of gives) if (!lines.has(oid)) lines.set(oid, oid)
  if (lines.size === 0) return null

  const input = [...bases.map((oid) => `-${oid}`), ...lines.values()]
  const bytes = await writePack(git, repository, toLines(input), file, signal)
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

/** Commits that are not new, and that new commits or tags build on. */
async function listBorder(
  git: GitProgram,
  repository: Repository,
  wanted: readonly Hex[],
  { given, commits }: Pick<Points, 'given' | 'commits'>,
  signal: AbortSignal | undefined,
): Promise<readonly Hex[]> {
  const { gitDir, cwd } = inside(repository)
  const input = [...wanted, ...[...given].map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const border: Hex[] = []
  const fresh = new Set<Hex>()
  const args = [gitDir, 'rev-list', '--boundary', '--stdin']
  for await (const line of git.lines(args, { cwd, input, signal })) {
    if (line.startsWith('-')) border.push(line.slice(1))
    else fresh.add(line)
  }
  // A new branch or tag may name a commit that is there already.
  return [...border, ...wanted.flatMap((oid) => commits.get(oid) ?? []).filter((oid) => !fresh.has(oid))]
}

/** All that `wanted` reaches and `needs` don't: what anybody lacks who holds just those. By OID, "OID" or "OID PATH". */
async function listNew(
  git: GitProgram,
  repository: Repository,
  wanted: readonly Hex[],
  needs: readonly Hex[],
  signal: AbortSignal | undefined,
): Promise<Map<Hex, string>> {
  const { gitDir, cwd } = inside(repository)
  const input = [...wanted, ...needs.map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const lines = new Map<Hex, string>()
  for await (const line of git.lines([gitDir, 'rev-list', '--objects', '--stdin'], { cwd, input, signal })) {
    lines.set(line.split(' ', 1)[0] ?? '', line)
  }
  return lines
}

/** A commit with its whole tree; submodules' commits are elsewhere. */
async function listTree(
  git: GitProgram,
  repository: Repository,
  commit: Hex,
  root: Hex,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Hex, string>> {
  const { gitDir, cwd } = inside(repository)
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

/** The given points that reach the border: needs are said in points that some reel gives. */
async function neededPoints(
  git: GitProgram,
  repository: Repository,
  border: readonly Hex[],
  given: ReadonlySet<Hex>,
  bases: readonly Hex[],
): Promise<readonly Hex[]> {
  const needs = new Set([...bases, ...border.filter((oid) => given.has(oid))])
  for (const oid of new Set(border)) {
    if (given.has(oid)) continue
    for (const point of [...needs, ...given]) {
      if (!(await isAncestor(git, repository.gitDir, oid, point))) continue
      needs.add(point)
      break
    }
  }
  return [...needs]
}

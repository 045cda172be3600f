import type { Hex } from '../../../shared/model.ts'
import { readTree } from '../../gtp/git-object.ts'
import { MAX_PREVIEW_COMMITS, MAX_PREVIEW_OBJECT } from '../../gtp/limits.ts'
import type { PreviewObjects } from '../../gtp/preview/codec.ts'
import { chooseReadme } from '../../gtp/preview/is-readme.ts'
import { fitting, isFile } from '../preview-limits.ts'
import type { Repository } from '../types.ts'
import { lookUp } from './look-up.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'

/** See Git.previewObjects. */
export async function previewObjects(
  git: GitProgram,
  repository: Repository,
  head: Hex,
  signal?: AbortSignal,
): Promise<PreviewObjects> {
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, 'rev-list', '--topo-order', `--max-count=${MAX_PREVIEW_COMMITS}`, head, '--']
  const shas = (await git.run(args, { cwd, signal })).split('\n').filter((line) => line !== '')
  const read = (oids: readonly Hex[]) => readObjects(git, repository, oids, signal)
  const commits = fitting(await read(shas))
  if (commits.length === 0) return { commits, tree: null, readme: null }
  const [[treeOid = '']] = (await lookUp(git, { gitDir, cwd }, [`${head}^{tree}`], signal)) as [string[]]
  const [tree = null] = await read([treeOid])
  const entry = tree && chooseReadme(readTree(tree, repository.objectFormat).filter(isFile))
  const [readme = null] = entry ? await read([entry.oid]) : []
  return { commits, tree, readme }
}

/** Objects in their order, up to the first that is too large to be shown. */
async function readObjects(
  git: GitProgram,
  repository: Repository,
  oids: readonly Hex[],
  signal: AbortSignal | undefined,
): Promise<readonly Uint8Array[]> {
  const { gitDir, cwd } = inside(repository)
  const input = oids.map((oid) => `${oid}\n`).join('')
  const sizes = await git.run([gitDir, 'cat-file', '--batch-check=%(objectsize)'], { cwd, signal, input })
  const tooLarge = sizes.split('\n').findIndex((size) => !(Number(size) <= MAX_PREVIEW_OBJECT))
  const few = oids.slice(0, tooLarge < 0 ? oids.length : tooLarge)
  if (few.length === 0) return []
  const options = { cwd, signal, input: few.map((oid) => `${oid}\n`).join('') }
  const output = await git.bytes([gitDir, 'cat-file', '--batch'], options)
  const objects: Uint8Array[] = []
  // "OID TYPE SIZE", the object, a newline.
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at)
    const size = Number(output.toString('latin1', at, end).split(' ')[2])
    objects.push(output.subarray(end + 1, end + 1 + size))
    at = end + size + 2
  }
  return objects
}

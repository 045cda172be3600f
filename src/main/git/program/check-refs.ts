import type { Hex } from '../../../shared/model.ts'
import type { Ref } from '../../gtp/types.ts'
import { badPack } from '../failures.ts'
import type { GitProgram } from './run.ts'

/**
 * Proves that every ref names a commit, or a tag of one, and that the parents of HEAD's commit are there. As the packs
 * are closed under links but for these parents (index-packs.ts), all that the refs reach is there then.
 *
 * @returns the refs, with what annotated tags peel to found out here rather than believed
 */
export async function checkRefs(
  git: GitProgram,
  gitDir: string,
  refs: readonly Ref[],
  headCommit: Hex,
  signal: AbortSignal | undefined,
): Promise<readonly Ref[]> {
  const options = { cwd: gitDir, signal }
  const lookUp = async (names: readonly string[]) => {
    const args = [`--git-dir=${gitDir}`, 'cat-file', '--batch-check=%(objectname) %(objecttype)']
    const output = await git.run(args, { ...options, input: names.map((name) => `${name}\n`).join('') })
    return output.split('\n').map((line) => line.split(' '))
  }
  const found = await lookUp(refs.flatMap(({ oid }) => [oid, `${oid}^{}`]))
  const checked = refs.map(({ name, oid, peeled: claimed }, index): Ref => {
    const type = found[2 * index]?.[1]
    const [target = '', targetType] = found[2 * index + 1] ?? []
    if (targetType !== 'commit' || (name.startsWith('refs/heads/') && type !== 'commit')) {
      throw badPack(
        `${name} names ${type === 'missing' ? 'an object that is missing' : `a ${type}, not a commit`}`,
      )
    }
    const peeled = type === 'tag' ? target : undefined
    if (claimed !== peeled) throw badPack(`${name} points at something else than was signed`)
    return peeled === undefined ? { name, oid } : { name, oid, peeled }
  })
  const commit = await git.run([`--git-dir=${gitDir}`, 'cat-file', 'commit', headCommit], options)
  const parents = [...(commit.split('\n\n')[0] ?? '').matchAll(/^parent ([0-9a-f]+)$/gm)].map(
    (match) => match[1] ?? '',
  )
  const missing = (await lookUp(parents)).slice(0, parents.length).some(([, type]) => type !== 'commit')
  if (missing) throw badPack("a parent of HEAD's commit is missing")
  return checked
}

import type { Hex } from '../../../shared/model.ts'
import { gitObjectId, readCommit, readTree } from '../git-object.ts'
import { MAX_AUTHOR, MAX_SUBJECT } from '../limits.ts'
import { cleanText } from '../text.ts'
import { GtpError, type References } from '../types.ts'
import type { PreviewObjects } from './codec.ts'
import { isReadme } from './is-readme.ts'

export interface Preview {
  readonly commits: readonly {
    readonly sha: Hex
    readonly parents: readonly Hex[]
    readonly subject: string
    readonly author: string
    /** Unix seconds. */
    readonly time: number
  }[]
  readonly readme: { readonly name: string; readonly text: string } | null
}

/**
 * Proves objects against signed references: each commit is HEAD's, or a parent of one before it; the tree is HEAD's, and
 * names the README. Whoever gave them can leave something out, and invent nothing. Throws GtpError 'preview'.
 */
export function verifyPreview(
  { commits, tree, readme }: PreviewObjects,
  { refs, head, objectFormat }: Pick<References, 'refs' | 'head' | 'objectFormat'>,
): Preview {
  const newest = refs.find(({ name }) => name === head)?.oid
  const expected = new Set<Hex>(newest === undefined ? [] : [newest])
  const shown: Preview['commits'][number][] = []
  let headTree = ''
  for (const object of commits) {
    const sha = gitObjectId('commit', object, objectFormat)
    if (!expected.delete(sha)) throw new GtpError('preview', `${sha} does not belong to what was signed`)
    const { tree: own, parents, author, time, message } = readCommit(object)
    if (sha === newest) headTree = own
    for (const parent of parents) expected.add(parent)
    const [subject = ''] = message.trimStart().split(/\n[ \t]*\n/)
    shown.push({
      ...{ sha, parents, time },
      subject: cleanText(subject, MAX_SUBJECT),
      author: cleanText(author, MAX_AUTHOR),
    })
  }
  if (!tree || !readme) return { commits: shown, readme: null }
  if (gitObjectId('tree', tree, objectFormat) !== headTree)
    throw new GtpError('preview', "the tree is not HEAD's")
  const oid = gitObjectId('blob', readme, objectFormat)
  const entry = readTree(tree, objectFormat).find(
    ({ mode, name, oid: named }) => named === oid && mode.startsWith('100') && isReadme(name),
  )
  if (!entry) throw new GtpError('preview', 'the README is not in the tree')
  return { commits: shown, readme: { name: entry.name, text: new TextDecoder().decode(readme) } }
}

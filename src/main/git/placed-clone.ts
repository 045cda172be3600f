/**
 * A clone that was put in its place, while the node ended, or its disk failed, before it had noted that. It is whole as far as
 * it goes (nothing else is moved there), and perhaps worked in by now: it is not made again.
 */
import { join, resolve } from 'node:path'
import type { Hex } from '../../shared/model.ts'
import { urlLine } from './clone-layout.ts'
import { parsePackedRefs } from './packed-refs.ts'
import { isPaused } from './pause-maintenance.ts'
import { readIfThere } from './read-if-there.ts'
import type { CloneTarget } from './types.ts'

/**
 * @param head HEAD's branch, with the commit that was cloned
 * @returns null where there is none; whether all that is published is in it, or its history is still to come
 */
export async function placedClone(
  { path, bare }: Pick<CloneTarget, 'path' | 'bare'>,
  head: { readonly name: string; readonly oid: Hex },
): Promise<{ readonly whole: boolean } | null> {
  const gitDir = join(path, '.git')
  const config = (await readIfThere(join(gitDir, 'config'))) ?? ''
  if (!config.includes(urlLine(resolve(bare)))) return null
  const refs = parsePackedRefs((await readIfThere(join(bare, 'packed-refs'))) ?? '')
  if (refs.get(head.name)?.oid !== head.oid) return null
  return { whole: !(await isPaused(gitDir, head.oid)) }
}

/** Branches and tags of a repository, and what they point at. */
import fs from 'node:fs'
import * as git from 'isomorphic-git'
import type { Hex } from '../../../shared/model.ts'
import type { Ref } from '../../gtp/types.ts'
import type { ObjectReader } from './object-reader.ts'
import { targetOf } from './parse-object.ts'

/** Refs below refs/heads or refs/tags by short name, sorted as git sorts them. @param gitDir the common directory */
export async function listRefs(
  gitDir: string,
  kind: 'heads' | 'tags',
): Promise<readonly { readonly name: string; readonly oid: Hex }[]> {
  const names = await (kind === 'heads'
    ? git.listBranches({ fs, gitdir: gitDir })
    : git.listTags({ fs, gitdir: gitDir }))
  const refs = []
  for (const name of [...names].sort()) {
    const oid = await git.resolveRef({ fs, gitdir: gitDir, ref: `refs/${kind}/${name}` })
    refs.push({ name, oid })
  }
  return refs
}

/** Tags that point at a commit in the end, however many tags are between. */
export async function listCommitTags(reader: ObjectReader): Promise<readonly Ref[]> {
  const tags: Ref[] = []
  for (const { name: short, oid } of await listRefs(reader.gitDir, 'tags')) {
    const peeled = await peel(reader, oid)
    if (peeled.type !== 'commit') continue
    const name = `refs/tags/${short}`
    tags.push(peeled.oid === oid ? { name, oid } : { name, oid, peeled: peeled.oid })
  }
  return tags
}

/** Follows tags to what is no tag. */
export async function peel(
  reader: ObjectReader,
  oid: Hex,
): Promise<{ readonly oid: Hex; readonly type: string }> {
  let at = oid
  for (;;) {
    const { type, content } = await reader.read(at)
    if (type !== 'tag') return { oid: at, type }
    at = targetOf(content).oid
  }
}

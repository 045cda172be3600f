/** What must hold before a clone begins: a caller's mistake or a stranger's trick ends here. */
import { AppError } from '../../shared/errors.ts'
import { isHex } from '../gtp/bytes.ts'
import { OID_BYTES } from '../gtp/references/check-references.ts'
import type { Ref } from '../gtp/types.ts'
import { isPublishable } from './choose-refs.ts'
import { badReferences } from './failures.ts'
import { isValidRefName } from './ref-format.ts'
import type { CloneSource, CloneTarget, PublishedRefs, SourcePack } from './types.ts'

/** The ref that HEAD names. Throws BAD_REFERENCES, UNSUPPORTED_FORMAT, BAD_INPUT. */
export function checkCloneSource(source: CloneSource, target: CloneTarget): Ref {
  checkKinds(source)
  return checkPublishedRefs(source, target.remote)
}

/** Whether a project whose packs are of these kinds, in this order, can be joined. */
export const areJoinable = (kinds: readonly SourcePack['kind'][]): boolean =>
  /^(tip( history)?|history)( append)*$/.test(kinds.join(' '))

/** Throws UNSUPPORTED_FORMAT. */
export function checkKinds({ packs }: Pick<CloneSource, 'packs'>): void {
  const kinds = packs.map(({ kind }) => kind)
  if (areJoinable(kinds)) return
  throw new AppError(
    'UNSUPPORTED_FORMAT',
    `this version can't join a project whose packs are: ${kinds.join(' ') || 'none'}`,
    'update the app, or ask the publisher to publish the project again',
  )
}

/** The ref that HEAD names. Throws BAD_REFERENCES, BAD_INPUT. */
export function checkPublishedRefs(source: PublishedRefs, remote: string): Ref {
  if (remote.includes('/') || !isValidRefName(`refs/remotes/${remote}/HEAD`)) {
    throw new AppError('BAD_INPUT', `${JSON.stringify(remote)} can't name a remote`, 'choose another name')
  }
  const names = new Set<string>()
  for (const { name, oid } of source.refs) {
    if (!isPublishable(name) || names.has(name))
      throw badReferences(`a ref is called ${JSON.stringify(name)}`)
    if (!isHex(oid, OID_BYTES[source.objectFormat])) throw badReferences(`${name} names no object`)
    names.add(name)
  }
  for (const name of names) {
    for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      if (names.has(name.slice(0, slash)))
        throw badReferences(`${name.slice(0, slash)} and ${name} exclude one another`)
    }
  }
  const head = source.refs.find(({ name }) => name === source.head)
  if (!head?.name.startsWith('refs/heads/')) throw badReferences('HEAD names no branch of theirs')
  return head
}

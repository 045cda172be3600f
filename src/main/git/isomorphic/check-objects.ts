import type { Hex } from '../../../shared/model.ts'
import type { ReelPoint, Ref } from '../../gtp/types.ts'
import { badPack, throwIfAborted } from '../failures.ts'
import { gitmodulesFault } from './gitmodules.ts'
import type { ObjectReader, ObjectType } from './object-reader.ts'
import { isSymlink, parseCommit, parseTree, targetOf, typeOfMode } from './parse-object.ts'
import { peel } from './refs.ts'
import { MAX_TREE_BYTES, needsGit } from './size-limit.ts'
import { looksLike, treeFault } from './tree-safety.ts'

/** Bytes of where a symbolic link leads; Linux takes the most of all systems. */
const MAX_LINK_BYTES = 4096

interface Link {
  readonly oid: Hex
  readonly type: ObjectType
  /** Whether a tree calls it .gitmodules, or a link. */
  readonly gitmodules?: boolean
  readonly link?: boolean
}

/**
 * Reads all that the refs reach: it is there, of the type that its links say, and safe to check out; and every ref names
 * a commit, or a tag of one. Throws BAD_PACK.
 *
 * @returns the refs, with what annotated tags peel to found out here rather than believed
 */
export async function checkObjects(
  reader: ObjectReader,
  refs: readonly Ref[],
  progress: (checked: number) => void,
  signal: AbortSignal | undefined,
): Promise<readonly Ref[]> {
  const checked: Ref[] = []
  const waiting: Link[] = []
  for (const { name, oid, peeled: claimed } of refs) {
    const found = await peel(reader, oid).catch(() => {
      throw badPack(`${name} names an object that is missing`)
    })
    const peeled = found.oid === oid ? undefined : found.oid
    if (found.type !== 'commit' || (peeled !== undefined && name.startsWith('refs/heads/'))) {
      throw badPack(`${name} names a ${peeled === undefined ? found.type : 'tag'}, not a commit`)
    }
    if (claimed !== peeled) throw badPack(`${name} points at something else than was signed`)
    checked.push(peeled === undefined ? { name, oid } : { name, oid, peeled })
    waiting.push({ oid, type: peeled === undefined ? 'commit' : 'tag' })
  }
  await checkLinks(reader, waiting, progress, signal)
  return checked
}

/** Proves that commits and tags are there that a pack is signed to give: others build on them. */
export async function checkGives(reader: ObjectReader, gives: readonly ReelPoint[]): Promise<void> {
  for (const { oid } of gives) {
    const type = await reader.read(oid).then(
      (found) => found.type,
      () => null,
    )
    if (type !== 'commit' && type !== 'tag') throw badPack(`a pack is said to hold ${oid}, and does not`)
  }
}

async function checkLinks(
  reader: ObjectReader,
  waiting: Link[],
  progress: (checked: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const seen = new Map<Hex, ObjectType>()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    throwIfAborted(signal)
    const { oid, type, gitmodules = false, link = false } = next
    const known = seen.get(oid)
    if (known !== undefined && known !== type)
      throw badPack(`object ${oid} is used as a ${type} and as a ${known}`)
    if (known !== undefined && !gitmodules && !link) continue
    const found = await reader.read(oid).catch(() => {
      throw badPack(`object ${oid} is missing or damaged`)
    })
    if (found.type !== type) throw badPack(`object ${oid} is a ${found.type} where a ${type} belongs`)
    const fault = gitmodules ? gitmodulesFault(found.content) : null
    if (fault) throw badPack(fault)
    if (link && found.content.length > MAX_LINK_BYTES)
      throw badPack('a symbolic link is longer than any disk takes')
    seen.set(oid, type)
    // One by one: a large tree has more than a call takes arguments.
    for (const link of linksOf(type, found.content)) waiting.push(link)
    progress(seen.size)
  }
}

function linksOf(type: ObjectType, content: Uint8Array): readonly Link[] {
  switch (type) {
    case 'blob':
      return []
    case 'tag':
      return [targetOf(content)]
    case 'commit': {
      const { tree, parents } = parseCommit(content)
      return [{ oid: tree, type: 'tree' }, ...parents.map((oid): Link => ({ oid, type: 'commit' }))]
    }
    case 'tree':
      return treeLinks(content)
  }
}

function treeLinks(content: Uint8Array): readonly Link[] {
  if (content.length > MAX_TREE_BYTES)
    throw needsGit(`a folder of the project, with its ${content.length} bytes of names,`)
  try {
    const entries = parseTree(content)
    const fault = treeFault(entries)
    if (fault) throw badPack(fault)
    return entries.flatMap(({ mode, name, oid }): Link[] => {
      const kind = typeOfMode(mode)
      if (kind === 'tree') return [{ oid, type: 'tree' }]
      if (kind !== 'blob') return []
      const gitmodules = looksLike(name.toString('utf8'), 'gitmodules', 'gi7eba')
      return [{ oid, type: 'blob', gitmodules, link: isSymlink(mode) }]
    })
  } catch (error) {
    throw error instanceof RangeError ? badPack(error.message) : error
  }
}

import fs from 'node:fs'
import { statfs } from 'node:fs/promises'
import * as git from 'isomorphic-git'
import type { Hex } from '../../../shared/model.ts'
import { checkCheckout } from '../checkout-limits.ts'
import { diskFull } from '../failures.ts'
import type { ObjectReader } from './object-reader.ts'
import { parseCommit, parseTree, typeOfMode } from './parse-object.ts'

/**
 * Fills the working tree and the index from a branch that has been checked (check-objects.ts).
 * Throws TOO_LARGE for a tree that unfolds without end, DISK_FULL before the first file when they can't all fit.
 * @param packed bytes of the packs that it all came in
 */
export async function checkout(
  reader: ObjectReader,
  workTree: string,
  branch: { readonly name: string; readonly commit: Hex },
  packed: number,
  progress: (fraction: number) => void,
): Promise<void> {
  const { tree } = parseCommit((await reader.read(branch.commit)).content)
  const { files, bytes } = await sizeOfTree(reader, tree, new Map())
  checkCheckout(files, bytes, packed)
  const { bavail, bsize } = await statfs(workTree)
  if (bytes > bavail * bsize) throw diskFull(workTree)
  const onProgress = ({ phase, loaded, total }: git.GitProgressEvent) => {
    if (phase === 'Updating workdir') progress(Math.min(loaded / total, 1))
  }
  await git.checkout({
    fs,
    dir: workTree,
    ref: branch.name,
    track: false,
    force: true,
    cache: {},
    onProgress,
  })
}

interface Size {
  readonly files: number
  readonly bytes: number
}

/** Each object is looked at once, however often a tree repeats it. */
async function sizeOfTree(reader: ObjectReader, tree: Hex, known: Map<Hex, Size>): Promise<Size> {
  const before = known.get(tree)
  if (before) return before
  let files = 0
  let bytes = 0
  for (const { mode, oid } of parseTree((await reader.read(tree)).content)) {
    const kind = typeOfMode(mode)
    if (kind === 'tree') {
      const below = await sizeOfTree(reader, oid, known)
      files += below.files
      bytes += below.bytes
    } else if (kind === 'blob') {
      const blob = known.get(oid) ?? { files: 1, bytes: (await reader.read(oid)).content.length }
      known.set(oid, blob)
      files += blob.files
      bytes += blob.bytes
    }
  }
  const size = { files, bytes }
  known.set(tree, size)
  return size
}

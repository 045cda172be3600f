import type { FileContent } from '../../../../shared/files-model.ts'
import type { Hex } from '../../../../shared/model.ts'
import { cleanText } from '../../../gtp/text.ts'
import type { FileRequest } from '../../history-types.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { GITLINK } from './changed-paths.ts'
import { findEntry, findRoot, FOLDER, noSuchFile } from './find-entry.ts'
import { lfsPointer, MAX_POINTER } from './lfs-pointer.ts'
import { pictureType } from './picture-type.ts'

/** Bytes of a text, and of a picture, that are shown. */
export const MAX_TEXT = 1024 * 1024
export const MAX_PICTURE = 8 * 1024 * 1024
/** Bytes at the beginning in which git looks for a zero to tell what is binary. */
const SNIFFED = 8000
/** Characters of a symbolic link's target. */
const MAX_TARGET = 1000

/** See History.file. */
export async function file(
  git: GitProgram,
  repository: Repository,
  { ref, path }: FileRequest,
): Promise<FileContent> {
  const root = await findRoot(git, repository, ref)
  const found = await findEntry(git, repository, root, path)
  if (!found) throw noSuchFile(ref, path)
  const { mode, oid, size: bytes } = found
  if (mode === FOLDER) return { kind: 'folder' }
  if (mode === GITLINK) return { kind: 'submodule', commit: oid }
  // What is longer than both limits would be inflated in memory by git to be sent.
  if (bytes > MAX_PICTURE) return { kind: 'too large', bytes }
  const content = await read(git, repository, oid)
  if (mode === '120000') return { kind: 'link', target: cleanText(content.toString('utf8'), MAX_TARGET) }
  const type = pictureType(content)
  if (type) return { kind: 'picture', bytes, type, base64: content.toString('base64') }
  if (content.subarray(0, SNIFFED).includes(0)) return { kind: 'binary', bytes }
  if (bytes > MAX_TEXT) return { kind: 'too large', bytes }
  const text = content.toString('utf8')
  const pointer = bytes <= MAX_POINTER ? lfsPointer(text) : null
  return pointer ? { kind: 'lfs', ...pointer } : { kind: 'text', bytes, text }
}

async function read(git: GitProgram, repository: Repository, oid: Hex): Promise<Buffer> {
  const { gitDir, cwd } = inside(repository)
  const chunks: Buffer[] = []
  for await (const chunk of git.output([gitDir, 'cat-file', 'blob', oid], { cwd })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The contents of commits, trees and tags, as bytes say and not as a reader might wish. */
import type { Hex } from '../../../shared/model.ts'
import type { ObjectType } from './object-reader.ts'

const OID_BYTES = 20

export interface CommitFields {
  readonly tree: Hex
  readonly parents: readonly Hex[]
  readonly subject: string
  readonly author: string
  /** The committer's, Unix seconds; NaN where there is none. */
  readonly time: number
}

export function parseCommit(content: Uint8Array): CommitFields {
  const { headers, message } = split(content)
  const field = (name: string) =>
    headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? ''
  return {
    tree: field('tree'),
    parents: headers.filter((line) => line.startsWith('parent ')).map((line) => line.slice('parent '.length)),
    subject: subjectOf(message),
    author: /^(.*?) ?</.exec(field('author'))?.[1] ?? '',
    time: Number(/> (\d+)/.exec(field('committer'))?.[1] ?? NaN),
  }
}

/** The lines up to the first empty one, as one. Line by line: a search for spaces before a line end takes their square in time. */
function subjectOf(message: string): string {
  const lines = message.split('\n').map((line) => line.trimEnd())
  const begin = lines.findIndex((line) => line !== '')
  const end = lines.indexOf('', begin)
  return begin < 0 ? '' : lines.slice(begin, end < 0 ? undefined : end).join(' ')
}

/** What a tag points at. */
export function targetOf(content: Uint8Array): { readonly oid: Hex; readonly type: ObjectType } {
  const { headers } = split(content)
  const [object = '', type = ''] = headers
  return { oid: object.replace(/^object /, ''), type: type.replace(/^type /, '') as ObjectType }
}

export interface TreeEntry {
  /** Octal, as written: "100644", or "040000" by old programs. */
  readonly mode: string
  readonly name: Buffer
  readonly oid: Hex
}

/** Throws RangeError where an entry is cut off. */
export function parseTree(content: Uint8Array): readonly TreeEntry[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    const end = bytes.indexOf(0, space)
    const next = end + 1 + OID_BYTES
    if (space === -1 || end === -1 || next > bytes.length) throw new RangeError('a tree is cut off')
    entries.push({
      mode: bytes.toString('latin1', at, space),
      name: bytes.subarray(space + 1, end),
      oid: bytes.toString('hex', end + 1, next),
    })
    at = next
  }
  return entries
}

/** What a tree entry of a mode must point at; null for a submodule's commit, which is elsewhere, or an unknown mode. */
export function typeOfMode(mode: string): 'tree' | 'blob' | 'submodule' | null {
  const kind = Number.parseInt(mode, 8) >> 12
  if (!/^[0-7]{5,7}$/.test(mode)) return null
  return kind === 0o4 ? 'tree' : kind === 0o10 || kind === 0o12 ? 'blob' : kind === 0o16 ? 'submodule' : null
}

export const isSymlink = (mode: string): boolean => Number.parseInt(mode, 8) >> 12 === 0o12

function split(content: Uint8Array): { readonly headers: readonly string[]; readonly message: string } {
  const text = Buffer.from(content).toString('utf8')
  const end = text.indexOf('\n\n')
  return end === -1
    ? { headers: text.split('\n'), message: '' }
    : { headers: text.slice(0, end).split('\n'), message: text.slice(end + 2) }
}

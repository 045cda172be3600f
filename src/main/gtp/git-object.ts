/** Git's objects as bytes: what they are called, and the little that is read of them (git's pack-format, commit and tree). */
import type { Hex } from '../../shared/model.ts'
import { concatBytes, encodeUtf8, toHex } from './bytes.ts'
import { sha1, sha256 } from './crypto.ts'
import { GtpError, type ObjectFormat } from './types.ts'

/** The name that git gives to an object of these bytes, in a repository of this format. */
export function gitObjectId(
  type: 'commit' | 'tree' | 'blob' | 'tag',
  object: Uint8Array,
  format: ObjectFormat,
): Hex {
  const whole = concatBytes([encodeUtf8(`${type} ${object.length}\0`), object])
  return format === 'sha1' ? sha1(whole) : sha256(whole)
}

export interface GitCommit {
  readonly tree: Hex
  readonly parents: readonly Hex[]
  /** Before its address; as it was written. */
  readonly author: string
  /** The author's, Unix seconds; 0 where there is none. */
  readonly time: number
  readonly message: string
}

const lenient = new TextDecoder()

/** Reads a commit. Bytes that are no UTF-8 become replacement characters; what is missing is empty. */
export function readCommit(object: Uint8Array): GitCommit {
  const text = lenient.decode(object)
  const end = text.indexOf('\n\n')
  const headers = (end < 0 ? text : text.slice(0, end)).split('\n')
  const of = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  const { author, time } = readAuthor(of('author')[0] ?? '')
  return {
    tree: of('tree')[0] ?? '',
    parents: of('parent'),
    author,
    time,
    message: end < 0 ? '' : text.slice(end + 2),
  }
}

/** "Alice <alice@example.org> 1700000000 +0100", in one look from each end: a stranger may have written megabytes. */
function readAuthor(line: string): Pick<GitCommit, 'author' | 'time'> {
  const address = line.indexOf('<')
  const [, time] = /^ (\d{1,15})/.exec(line.slice(line.lastIndexOf('>') + 1)) ?? []
  if (address < 0 || !line.includes('>', address) || time === undefined) return { author: '', time: 0 }
  const name = line.slice(0, address)
  return { author: name.endsWith(' ') ? name.slice(0, -1) : name, time: Number(time) }
}

export interface GitTreeEntry {
  /** Octal, as it was written. */
  readonly mode: string
  readonly name: string
  readonly oid: Hex
}

/** Reads a tree. Throws GtpError 'preview' where an entry is cut off. */
export function readTree(object: Uint8Array, format: ObjectFormat): readonly GitTreeEntry[] {
  const hashBytes = format === 'sha1' ? 20 : 32
  const entries: GitTreeEntry[] = []
  for (let at = 0; at < object.length;) {
    const space = object.indexOf(0x20, at)
    const end = space < 0 ? -1 : object.indexOf(0, space)
    const next = end + 1 + hashBytes
    if (end < 0 || next > object.length) throw new GtpError('preview', 'a tree is cut off')
    entries.push({
      mode: lenient.decode(object.subarray(at, space)),
      name: lenient.decode(object.subarray(space + 1, end)),
      oid: toHex(object.subarray(end + 1, next)),
    })
    at = next
  }
  return entries
}

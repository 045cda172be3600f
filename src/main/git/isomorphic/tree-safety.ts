/** Names in trees that must never reach a disk: what git-fsck(1) calls hasDot, hasDotdot, hasDotgit, fullPathname and more. */
import { isSymlink, typeOfMode, type TreeEntry } from './parse-object.ts'

/** UTF-16 units of an entry's name; no file system takes as many. The searches below take the square of it in time. */
const MAX_NAME = 1024
const NULL_OID = /^0+$/
/** Characters that HFS+ ignores in names. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g

/** What is wrong with a tree, in words; null when it is safe to check out anywhere. */
export function treeFault(entries: readonly TreeEntry[]): string | null {
  const names = new Set<string>()
  const folded = new Map<string, string>()
  let before: Buffer | null = null
  for (const { mode, name, oid } of entries) {
    const text = name.toString('utf8')
    const fault = nameFault(text) ?? (NULL_OID.test(oid) ? 'a null object' : null)
    if (fault) return `a tree has ${fault}`
    if (typeOfMode(mode) === null) return `a tree has an entry of mode ${JSON.stringify(mode)}`
    if (isSymlink(mode) && looksLike(text, 'gitmodules', 'gi7eba'))
      return 'a tree has .gitmodules as a symbolic link'
    const key = name.toString('latin1')
    if (names.has(key)) return 'a tree has an entry twice'
    names.add(key)
    const sortKey: Buffer = typeOfMode(mode) === 'tree' ? Buffer.concat([name, Buffer.from('/')]) : name
    if (before && before.compare(sortKey) >= 0) return 'a tree is not sorted'
    before = sortKey
    // Where a link and a folder share a name but for case, files would be written where the link leads.
    const fold = text.normalize('NFC').toLowerCase()
    const twin = folded.get(fold)
    if (twin !== undefined && (isSymlink(mode) || isSymlink(twin)))
      return 'a tree has a symbolic link that a folder hides behind'
    folded.set(fold, mode)
  }
  return null
}

function nameFault(name: string): string | null {
  if (name === '') return 'an entry without a name'
  if (name.length > MAX_NAME) return 'a name that no disk takes'
  if (name.includes('/')) return 'a path as a name'
  // Windows takes a backslash for a slash.
  for (const part of name.split('\\')) {
    if (part === '.' || part === '..') return `an entry called ${part}`
    if (looksLike(part, 'git', 'git')) return 'an entry that some systems take for .git'
  }
  return null
}

/** Whether HFS+ or NTFS take `name` for "." and `word`, `short` being what NTFS abbreviates names to besides. */
export function looksLike(name: string, word: string, short: string): boolean {
  const hfs = name.replace(IGNORED_BY_HFS, '').toLowerCase()
  // NTFS drops dots and spaces at the end, and what follows a colon names a stream of the file.
  const ntfs = name
    .toLowerCase()
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
  if (hfs === `.${word}` || ntfs === `.${word}`) return true
  const tilde = ntfs.indexOf('~')
  const before = ntfs.slice(0, Math.max(tilde, 0))
  return (before === word.slice(0, 6) || before === short) && /^\d+$/.test(ntfs.slice(tilde + 1))
}

/** The tree as the rows that are drawn: what of it is unfolded, folders first. */
import type { TreeEntry, TreeListing } from '../../../shared/files-model.ts'

export interface TreeRow extends TreeEntry {
  readonly path: string
  /** 1 for the root's entries. */
  readonly level: number
  /** Whether a folder is unfolded; null for all else. */
  readonly open: boolean | null
  /** Its place among its siblings, from 1, and how many they are. */
  readonly place: number
  readonly of: number
}

/** A line beneath a folder of which not all is listed. */
export interface CutRow {
  readonly kind: 'cut'
  readonly path: string
  readonly level: number
  readonly listed: number
}

export type Row = TreeRow | CutRow

/**
 * @param listings by path, as far as they came
 * @param open     paths of the folders that are unfolded
 */
export function rowsOf(listings: ReadonlyMap<string, TreeListing>, open: ReadonlySet<string>): Row[] {
  const rows: Row[] = []
  const add = (folder: string, level: number) => {
    const listing = listings.get(folder)
    if (!listing) return
    const entries = arranged(listing)
    entries.forEach((entry, index) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const unfolded = entry.kind === 'folder' && open.has(path)
      const isOpen = entry.kind === 'folder' ? unfolded : null
      rows.push({ ...entry, path, level, open: isOpen, place: index + 1, of: entries.length })
      if (unfolded) add(path, level + 1)
    })
    if (listing.more) rows.push({ kind: 'cut', path: folder, level, listed: entries.length })
  }
  add('', 1)
  return rows
}

/** Folders that are unfolded, and whose entries are not here yet. */
export const missing = (rows: readonly Row[], listings: ReadonlyMap<string, TreeListing>): string[] =>
  rows.filter((row) => row.kind === 'folder' && row.open && !listings.has(row.path)).map(({ path }) => path)

const order = new Intl.Collator('en', { numeric: true })
const kept = new WeakMap<TreeListing, readonly TreeEntry[]>()

/** Sorted once for each listing: it never changes. */
function arranged(listing: TreeListing): readonly TreeEntry[] {
  const before = kept.get(listing)
  if (before) return before
  const rank = ({ kind }: TreeEntry) => (kind === 'folder' || kind === 'submodule' ? 0 : 1)
  const sorted = [...listing.entries].sort((a, b) => rank(a) - rank(b) || order.compare(a.name, b.name))
  kept.set(listing, sorted)
  return sorted
}

const README = /^readme(\.(md|markdown|mdown|txt|rst|adoc|org))?$/i

/** What is shown of a folder before somebody chose: its README, a Markdown one before others, or its first file. */
export function firstFile(listing: TreeListing): string | null {
  const files = arranged(listing).filter(({ kind }) => kind === 'file' || kind === 'link')
  const readmes = files.filter(({ name }) => README.test(name))
  return (readmes.find(({ name }) => isMarkdown(name)) ?? readmes[0] ?? files[0])?.name ?? null
}

export const isMarkdown = (name: string): boolean => /\.(md|markdown|mdown)$/i.test(name)

/** The folders that a path lies in, the outermost first. */
export const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'))

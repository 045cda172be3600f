import {
  ChevronDown,
  ChevronRight,
  File,
  FileSymlink,
  Folder,
  FolderGit2,
  type LucideIcon,
} from 'lucide-react'
import type { TreeEntry } from '../../../shared/files-model.ts'
import type { CommitRow } from '../../../shared/model.ts'
import { age } from '../../../shared/format.ts'
import { useNow } from '../../ui/clock.ts'
import { Icon } from '../../ui/Icon.tsx'
import { shown } from '../../../shared/text.ts'
import type { CutRow, TreeRow } from './rows.ts'

/** Height of a row. */
export const ROW = 28

export const itemId = (index: number) => `file-${index}`

const ICONS: Readonly<Record<TreeEntry['kind'], LucideIcon>> = {
  ...{ file: File, folder: Folder, link: FileSymlink, submodule: FolderGit2 },
}
const KINDS: Readonly<Record<TreeEntry['kind'], string>> = {
  ...{ file: '', folder: '', link: ', symbolic link', submodule: ', submodule' },
}

interface TreeItemProps {
  readonly row: TreeRow
  readonly index: number
  readonly label: string
  readonly selected: boolean
  readonly busy: boolean
  /** What touched it last; absent until it is known. */
  readonly last: CommitRow | undefined
  onChoose(): void
}

/** A row's place in the tree. */
const placed = (index: number, level: number) =>
  ({ transform: `translateY(${index * ROW}px)`, '--level': level - 1 }) as React.CSSProperties

/** One file or folder: what it is called, and whether it differs. */
export function TreeItem({ row, index, label, selected, busy, last, onChoose }: TreeItemProps) {
  const { kind, open, level, place, of } = row
  const name = shown(row.name, 300) || '?'
  const mark = markOf(row, label)
  return (
    <div
      id={itemId(index)}
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-expanded={open ?? undefined}
      aria-selected={selected}
      aria-busy={busy || undefined}
      aria-label={`${name}${KINDS[kind]}${mark ? `, ${mark.what}` : ''}`}
      className={`fi ${kind}`}
      style={placed(index, level)}
      onClick={onChoose}
    >
      {open === null ? (
        <span className="no-fold" />
      ) : (
        <Icon of={open ? ChevronDown : ChevronRight} size="xs" />
      )}
      <Icon of={ICONS[kind]} size="s" />
      <code className="cut name" title={name}>
        {name}
      </code>
      {mark && (
        <span className="chg" title={mark.what}>
          {mark.sign}
        </span>
      )}
      {last && <Last commit={last} />}
    </div>
  )
}

/** When it was last touched, and what for; where the tree is wide enough. */
function Last({ commit: { subject, author, time } }: { commit: CommitRow }) {
  const now = useNow()
  return (
    <span className="last" aria-hidden="true" title={`${shown(subject, 200)} · ${shown(author, 60)}`}>
      <span className="cut t3">{shown(subject, 120)}</span>
      <span className="t3 num">{age(time, now)}</span>
    </span>
  )
}

/** A dot, a letter, and what they mean. */
function markOf({ kind, change }: TreeRow, label: string) {
  if (change === null) return null
  if (change === 'added') return { sign: 'A', what: `only in ${label}` }
  return kind === 'folder'
    ? { sign: '•', what: 'something in it differs from yours' }
    : { sign: 'M', what: 'differs from yours' }
}

/** Says that a folder has more than is listed. */
export const CutItem = ({ row, index }: { row: CutRow; index: number }) => (
  <div
    role="treeitem"
    aria-level={row.level}
    aria-selected={false}
    aria-disabled="true"
    className="fi is-cut t3"
    style={placed(index, row.level)}
  >
    <span className="no-fold" />
    Only the first {row.listed.toLocaleString('en-US')} are shown; git shows all
  </div>
)

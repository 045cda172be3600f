import { useEffect, useLayoutEffect, useState, type RefObject } from 'react'
import type { Hex } from '../../../shared/model.ts'
import { rangeOf, reveal } from '../commits/visible.ts'
import { goTo } from './place.ts'
import type { Row } from './rows.ts'
import type { LastCommits } from './useLastCommits.ts'
import { CutItem, itemId, ROW, TreeItem } from './TreeItem.tsx'

/** Above the rows and below them. */
const PADDING = 12

interface FileTreeProps {
  readonly treeRef: RefObject<HTMLDivElement | null>
  readonly repoHash: Hex
  /** Of the branch whose files they are. */
  readonly label: string
  readonly rows: readonly Row[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly last: LastCommits
  /** Paths of folders that are being loaded. */
  readonly busy: readonly string[]
}

/** The rows in sight, of however many. */
export function FileTree({ treeRef, repoHash, label, rows, at, last, busy }: FileTreeProps) {
  const [view, setView] = useState({ top: 0, height: 800 })
  const { first, end } = rangeOf(view.top, view.height, rows.length, ROW)
  const look = () => {
    const { scrollTop: top, clientHeight: height } = treeRef.current!
    setView((now) => (now.top === top && now.height === height ? now : { top, height }))
  }
  useEffect(() => {
    const tree = treeRef.current!
    const observer = new ResizeObserver(() => setView({ top: tree.scrollTop, height: tree.clientHeight }))
    observer.observe(tree)
    return () => observer.disconnect()
  }, [treeRef])
  const current = rows[at]?.path
  useLayoutEffect(() => {
    const tree = treeRef.current!
    if (at >= 0) tree.scrollTop = reveal(tree.scrollTop, tree.clientHeight - PADDING, at, ROW)
    // Only when another one is current: not when rows come above it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current])

  return (
    <div
      ref={treeRef}
      className="ftree"
      role="tree"
      aria-label={`Files at ${label}`}
      tabIndex={0}
      aria-activedescendant={at >= first && at < end ? itemId(at) : undefined}
      onScroll={look}
    >
      <div className="rows" style={{ height: rows.length * ROW }}>
        {rows.slice(first, end).map((row, offset) => {
          const index = first + offset
          if (row.kind === 'cut') return <CutItem key={index} row={row} index={index} />
          return (
            <TreeItem
              key={index}
              {...{ row, index, label }}
              selected={index === at}
              last={last.get(row.path)}
              busy={busy.includes(row.path)}
              onChoose={() => goTo(repoHash, row, !row.open)}
            />
          )
        })}
      </div>
    </div>
  )
}

import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Hex } from '../../../shared/model.ts'
import { useNow } from '../../ui/clock.ts'
import type { Badge } from './badges.ts'
import { CommitOption, optionId } from './CommitOption.tsx'
import { graphWidth, UncommittedGraph } from './GraphCell.tsx'
import type { History } from './history.ts'
import { rangeOf, reveal, ROW_HEIGHT } from './visible.ts'
import type { Named } from './who.ts'

/** So near to the end of what is loaded, more is asked for. */
const AHEAD = 100
const NONE: readonly Badge[] = []

interface CommitListProps {
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly history: History
  readonly people: readonly Named[]
  readonly selected: Hex | null
  /** Index of the selected row; -1 when it is not in the list. */
  readonly at: number
  readonly dirty: boolean
  onSelect(sha: Hex): void
  onEnd(): void
}

/** The commits in sight, of however many. What one reads stays where it is when newer ones come above. */
export function CommitList({
  listRef,
  history,
  people,
  selected,
  at,
  dirty,
  onSelect,
  onEnd,
}: CommitListProps) {
  const now = useNow()
  const { rows, badges, fresh, columns, more } = history
  const lead = dirty ? 1 : 0
  const [view, setView] = useState({ top: 0, height: 800 })
  const anchor = useRef({ sha: '', index: 0 })
  const { first, end } = rangeOf(view.top - lead * ROW_HEIGHT, view.height, rows.length)

  useEffect(() => {
    const list = listRef.current!
    const observer = new ResizeObserver(() => setView(({ top }) => ({ top, height: list.clientHeight })))
    observer.observe(list)
    return () => observer.disconnect()
  }, [listRef])

  const onScroll = () => {
    const list = listRef.current!
    const index = Math.floor(list.scrollTop / ROW_HEIGHT)
    anchor.current = { sha: rows[index - lead]?.commit.sha ?? '', index }
    if (index !== Math.floor(view.top / ROW_HEIGHT))
      setView({ top: list.scrollTop, height: list.clientHeight })
  }

  useLayoutEffect(() => {
    const { sha, index } = anchor.current
    const list = listRef.current!
    if (list.scrollTop < ROW_HEIGHT || sha === '' || rows[index - lead]?.commit.sha === sha) return
    const moved = rows.findIndex(({ commit }) => commit.sha === sha)
    if (moved >= 0) list.scrollTop += (moved + lead - index) * ROW_HEIGHT
  }, [rows, lead, listRef])

  useEffect(() => {
    const list = listRef.current!
    if (at >= 0) list.scrollTop = reveal(list.scrollTop, list.clientHeight, at + lead)
    // Only when another one is selected: not when rows move.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected])

  useEffect(() => {
    if (more && end > rows.length - AHEAD) onEnd()
  })

  const headAt = dashesEnd(history, dirty)
  const drawn = selected !== null && at >= first && at < end
  return (
    <div
      ref={listRef}
      className="clist"
      role="listbox"
      aria-label="Commits"
      tabIndex={0}
      aria-activedescendant={drawn ? optionId(selected) : undefined}
      onScroll={onScroll}
    >
      <div
        className="rows"
        style={
          {
            height: (rows.length + lead) * ROW_HEIGHT,
            '--graph': `${graphWidth(columns)}px`,
          } as React.CSSProperties
        }
      >
        {dirty && (
          <div role="option" aria-selected={false} aria-disabled="true" className="c wt">
            <UncommittedGraph columns={columns} />
            <span className="t2">Uncommitted changes</span>
          </div>
        )}
        {rows.slice(first, end).map((row, offset) => {
          const index = first + offset
          return (
            <CommitOption
              key={row.commit.sha}
              row={row}
              index={index + lead}
              columns={columns}
              badges={badges.get(row.commit.sha) ?? NONE}
              people={people}
              fresh={fresh.has(row.commit.sha)}
              selected={row.commit.sha === selected}
              dashes={index < headAt ? 'through' : index === headAt ? 'in' : null}
              now={now}
              onSelect={onSelect}
            />
          )
        })}
      </div>
      {more && <p className="t3 meta loading">Loading older commits…</p>}
    </div>
  )
}

/** The row that the dashes of uncommitted changes lead to: HEAD's, or none in what is loaded; -1 where there are none. */
function dashesEnd({ rows, graph }: History, dirty: boolean): number {
  const { head } = graph.tips
  if (!dirty || head === null) return -1
  const at = rows.findIndex(({ commit }) => commit.sha === head)
  return at < 0 ? rows.length : at
}

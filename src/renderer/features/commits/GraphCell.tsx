import { memo } from 'react'
import { useSelfId } from '../../store/app.ts'
import { hueOf } from '../../../shared/pattern.ts'
import type { Line, Owner, Row } from './lanes.ts'
import { ROW_HEIGHT } from './visible.ts'

const FIRST = 12
const STEP = 15
const MIDDLE = ROW_HEIGHT / 2

/** Pixels that a graph of so many columns takes. */
export const graphWidth = (columns: number) => FIRST + Math.max(2, columns) * STEP - 6

interface GraphCellProps {
  readonly row: Row
  readonly columns: number
  readonly head: boolean
  /** Dashes that lead from uncommitted changes down to HEAD: past this row, or into it. */
  readonly dashes: 'through' | 'in' | null
}

/** The graph's part in one row. */
export const GraphCell = memo(function GraphCell({ row, columns, head, dashes }: GraphCellProps) {
  const self = useSelfId()
  const colour = (owner: Owner) =>
    owner === null ? 'var(--lane-shared)' : `var(--p-${hueOf(owner, self)}-solid)`
  const at = FIRST + row.lane * STEP
  const own = 'var(--p-me-solid)'
  return (
    <svg className="graph" width={graphWidth(columns)} height={ROW_HEIGHT} aria-hidden="true">
      <g fill="none" strokeWidth="1.8">
        {dashes && (
          <path
            d={`M${FIRST} 0V${dashes === 'in' ? MIDDLE : ROW_HEIGHT}`}
            stroke={own}
            strokeDasharray="2 3.5"
          />
        )}
        {row.lines.map((line) => (
          <path key={`${line.part}${line.lane}`} d={pathOf(line, row.lane)} stroke={colour(line.owner)} />
        ))}
      </g>
      {head ? (
        <>
          <circle cx={at} cy={MIDDLE} r="6.5" fill="var(--bg-sheet)" stroke={own} strokeWidth="1.8" />
          <circle cx={at} cy={MIDDLE} r="3.2" fill={own} />
        </>
      ) : row.commit.parents.length > 1 ? (
        <circle
          cx={at}
          cy={MIDDLE}
          r="3.6"
          fill="var(--bg-sheet)"
          stroke={colour(row.owner)}
          strokeWidth="1.8"
        />
      ) : (
        <circle
          cx={at}
          cy={MIDDLE}
          r="4.2"
          fill={colour(row.owner)}
          stroke="var(--bg-sheet)"
          strokeWidth="1.5"
        />
      )}
    </svg>
  )
})

/** The ring of uncommitted changes, above everything. */
export const UncommittedGraph = ({ columns }: { columns: number }) => (
  <svg className="graph" width={graphWidth(columns)} height={ROW_HEIGHT} aria-hidden="true">
    <g fill="none" stroke="var(--p-me-solid)">
      <path d={`M${FIRST} ${MIDDLE + 5}V${ROW_HEIGHT}`} strokeWidth="1.8" strokeDasharray="2 3.5" />
      <circle cx={FIRST} cy={MIDDLE} r="4" strokeWidth="1.6" strokeDasharray="2 1.8" />
    </g>
  </svg>
)

function pathOf({ part, lane }: Line, dot: number): string {
  const [x, at] = [FIRST + lane * STEP, FIRST + dot * STEP]
  if (part === 'through') return `M${x} 0V${ROW_HEIGHT}`
  if (part === 'in') {
    return lane === dot ? `M${x} 0V${MIDDLE}` : `M${x} 0C${x} ${MIDDLE * 0.8} ${x} ${MIDDLE} ${at} ${MIDDLE}`
  }
  return lane === dot
    ? `M${x} ${MIDDLE}V${ROW_HEIGHT}`
    : `M${at} ${MIDDLE}C${x} ${MIDDLE} ${x} ${MIDDLE * 1.2} ${x} ${ROW_HEIGHT}`
}

import { store, useApp } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { Family } from './families.ts'
import { FamilyRow } from './FamilyRow.tsx'

/** The grid of families. One row is reachable by Tab; keys move from there. */
export function NearbyList({ rows, total }: { rows: readonly Family[]; total: number }) {
  const selected = useApp((app) => app.selected)
  const expanded = useApp((app) => app.expanded)
  const isSelected = (family: Family) => family.members.some((member) => member.repoHash === selected)
  const reachable = rows.find(isSelected) ?? rows[0]
  if (rows.length === 0) return <NothingMatches total={total} />
  return (
    <div className="list" role="treegrid" aria-label="Projects nearby">
      {rows.map((family) => (
        <FamilyRow
          key={family.root.repoHash}
          family={family}
          selected={isSelected(family)}
          expanded={expanded[family.root.repoHash] === true}
          reachable={family === reachable}
        />
      ))}
    </div>
  )
}

function NothingMatches({ total }: { total: number }) {
  return (
    <EmptyState title="Nothing matches" text={`None of the ${total} projects nearby fits what you chose.`}>
      <Button onClick={() => store.getState().arrange({ filter: '', show: 'all' })}>Show all</Button>
    </EmptyState>
  )
}

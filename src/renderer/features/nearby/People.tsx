import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { shown } from '../../ui/text.ts'
import type { FamilyPerson } from './people.ts'

/** More badges than this don't fit the row. */
const MOST_BADGES = 3

/** The people of a family, unfolded beneath its row. */
export function People({ name, people }: { name: string; people: readonly FamilyPerson[] }) {
  return (
    <div className="kids" role="rowgroup" aria-label={`People sharing ${name}`}>
      {people.map(({ peerId, branches, note, time, here, you, ...person }) => (
        <div className="kid" role="row" aria-level={2} key={peerId}>
          <Avatar peerId={peerId} away={!here} />
          <span role="gridcell" className="fw5 cut name">
            {you ? 'You' : shown(person.name, 60)}
          </span>
          <span role="gridcell" className="row">
            {branches.slice(0, MOST_BADGES).map((branch) => (
              <RefBadge key={branch} name={branch} peerId={peerId} />
            ))}
            {branches.length > MOST_BADGES && <span className="t3">+{branches.length - MOST_BADGES}</span>}
          </span>
          <span role="gridcell" className="st t3 cut">
            {note}
          </span>
          <span role="gridcell" className="when t3 num">
            {time !== null && <Ago time={time} />}
          </span>
        </div>
      ))}
    </div>
  )
}

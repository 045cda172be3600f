import { FolderGit2 } from 'lucide-react'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { shown } from '../../../shared/text.ts'
import type { FamilyPerson } from './people.ts'

/** More badges than this don't fit the row. */
const MOST_BADGES = 3

interface PeopleProps {
  readonly name: string
  readonly people: readonly FamilyPerson[]
  /** Joins with a clone that is here; left out where there is nothing to join. */
  readonly onAdopt: (() => void) | undefined
}

/** The people of a family, unfolded beneath its row. */
export function People({ name, people, onAdopt }: PeopleProps) {
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
      {onAdopt && (
        <div className="kid have" role="row" aria-level={2}>
          <Icon of={FolderGit2} size="s" />
          <span role="gridcell" className="t2">
            You have a clone of it, from the internet or a USB stick?{' '}
            <Button look="quiet" small onClick={onAdopt}>
              Join with that clone
            </Button>
          </span>
        </div>
      )}
    </div>
  )
}

import { Search } from 'lucide-react'
import { store, useApp } from '../../store/app.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SortMenu } from './SortMenu.tsx'
import { FILTER_ID } from './useNearbyKeys.ts'

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'joined', label: 'Joined' },
  { value: 'not-joined', label: 'Not joined' },
] as const

/** Filter, choice and order of the list. */
export function Tools() {
  const { filter, show, sort } = useApp((app) => app.arrangement)
  const { arrange } = store.getState()
  return (
    <div className="tools">
      <div className="field">
        <Icon of={Search} />
        <input
          id={FILTER_ID}
          type="search"
          aria-label="Filter projects"
          placeholder="Filter by project, person or commit"
          autoComplete="off"
          spellCheck={false}
          value={filter}
          onChange={(event) => arrange({ filter: event.target.value })}
        />
        <Kbd keys="/" />
      </div>
      <span className="sp" />
      <Segmented label="Show" value={show} options={SHOWN} onChange={(next) => arrange({ show: next })} />
      <SortMenu value={sort} onChange={(next) => arrange({ sort: next })} />
    </div>
  )
}

import { useEffect, useState } from 'react'
import { store, useApp } from '../../store/app.ts'
import { useNow } from '../../ui/clock.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Sheet } from '../shell/Sheet.tsx'
import { needsAttention } from './attention.ts'
import { byDay } from './days.ts'
import { Event } from './Event.tsx'
import { GROUPS, LOOKS, type Group } from './looks.ts'
import { useFeedKeys } from './useFeedKeys.ts'
import './activity.css'

type Filter = 'all' | Group
const NAMES: Readonly<Record<Filter, string>> = {
  all: 'All',
  commits: 'Commits',
  merges: 'Merges',
  sharing: 'Sharing',
  problems: 'Problems',
}
const FILTERS = (['all', ...GROUPS] as const).map((value: Filter) => ({ value, label: NAMES[value] }))

/** What happened on this node, newest first. To look at it is to have read it. */
export function ActivityScreen() {
  const activity = useApp((app) => app.state?.activity)
  const [seenBefore] = useState(() => store.getState().seenActivity)
  const [filter, setFilter] = useState<Filter>('all')
  const now = useNow()
  const all = Object.values(activity ?? {})
  const shownOnes = filter === 'all' ? all : all.filter((each) => LOOKS[each.kind].group === filter)
  const newest = all.reduce((latest, each) => Math.max(latest, each.time), 0)
  useEffect(() => store.getState().seeActivity(newest), [newest])
  useFeedKeys()
  return (
    <Sheet label="Activity" hints={<Hints />}>
      <header className="head">
        <h1>Activity</h1>
      </header>
      <div className="atools">
        <Segmented<Filter> label="Show" value={filter} options={FILTERS} onChange={setFilter} />
      </div>
      <div className="scroll">
        {activity && shownOnes.length === 0 && (
          <EmptyState
            title={filter === 'all' ? 'Nothing happened yet' : 'Nothing of this kind yet'}
            text="What you publish and join, commits that arrive, merges, and what went wrong, is told here."
          />
        )}
        <div className="feed">
          {!activity && <Skeleton label="Loading activity" rows={6} height={54} />}
          {byDay(shownOnes, now).map((day) => (
            <section key={day.name}>
              <h2>{day.name}</h2>
              <div role="feed" aria-label={day.name}>
                {day.activities.map((each) => (
                  <Event
                    key={each.id}
                    activity={each}
                    unread={needsAttention(each) && each.time > seenBefore}
                  />
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
    </Sheet>
  )
}

const Hints = () => (
  <>
    <span>
      <Kbd keys="J K" /> move
    </span>
    <span>
      <Kbd keys="Mod Z" /> undo the last merge
    </span>
    <span className="sp" />
    <span>Kept on this computer only</span>
  </>
)

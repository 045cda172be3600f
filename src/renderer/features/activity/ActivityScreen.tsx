import { Check, CircleSlash, LogOut, Share, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Activity } from '../../../shared/model.ts'
import { store, useApp } from '../../store/app.ts'
import { hrefOf } from '../../store/view.ts'
import { useNow } from '../../ui/clock.ts'
import { clockTime } from '../../ui/format.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { shown } from '../../ui/text.ts'
import { Tile } from '../../ui/Tile.tsx'
import { Sheet } from '../shell/Sheet.tsx'
import { needsAttention } from './attention.ts'
import { byDay } from './days.ts'
import './activity.css'

const LOOKS: Readonly<Record<Activity['kind'], { icon: LucideIcon; tone: '' | 'ok' | 'warn' | 'bad' }>> = {
  published: { icon: Share, tone: 'ok' },
  joined: { icon: Check, tone: 'ok' },
  left: { icon: LogOut, tone: '' },
  refused: { icon: CircleSlash, tone: 'warn' },
  warning: { icon: TriangleAlert, tone: 'warn' },
  failed: { icon: TriangleAlert, tone: 'bad' },
}

/** What happened on this node, newest first. To look at it is to have read it. */
export function ActivityScreen() {
  const activity = useApp((app) => app.state?.activity)
  const [seenBefore] = useState(() => store.getState().seenActivity)
  const now = useNow()
  const all = Object.values(activity ?? {})
  const newest = Math.max(0, ...all.map((each) => each.time))
  useEffect(() => store.getState().seeActivity(newest), [newest])
  return (
    <Sheet label="Activity" hints={<Hints />}>
      <header className="head">
        <h1>Activity</h1>
      </header>
      <div className="scroll">
        {activity && all.length === 0 && (
          <EmptyState
            title="Nothing happened yet"
            text="What you publish and join, and what went wrong, is told here."
          />
        )}
        <div className="feed">
          {byDay(all, now).map((day) => (
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

function Event({ activity, unread }: { activity: Activity; unread: boolean }) {
  const { time, kind, text, project } = activity
  const { icon, tone } = LOOKS[kind]
  const name = useApp((app) => (project ? app.state?.projects[project]?.name : undefined))
  return (
    <article className={`ev ${unread ? 'unread' : ''}`} aria-label={shown(text)} tabIndex={0}>
      <time dateTime={new Date(time).toISOString()}>{clockTime(time)}</time>
      <span className={`gl ${tone}`}>
        <Icon of={icon} size="s" />
      </span>
      <p className="tx">{shown(text, 500)}</p>
      {project && name && (
        <a className="prj" href={hrefOf({ name: 'project', repoHash: project })}>
          <Tile repoHash={project} size={16} />
          {shown(name, 60)}
        </a>
      )}
    </article>
  )
}

const Hints = () => (
  <>
    <span>
      <Kbd keys="Mod 1" /> nearby
    </span>
    <span className="sp" />
    <span>Kept on this computer only</span>
  </>
)

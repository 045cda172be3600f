import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Activity } from '../../../shared/model.ts'
import { useApp, useOnline } from '../../store/app.ts'
import { hrefOf } from '../../../shared/view.ts'
import { Button } from '../../ui/Button.tsx'
import { clockTime } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { shown } from '../../../shared/text.ts'
import { Tile } from '../../ui/Tile.tsx'
import { LOOKS } from './looks.ts'
import { undo } from './undo.ts'

/** Details that are shown before one asks for more. */
const SHORT = 3

/** One thing that happened: when, what, in which project, and Undo where there is one. */
export function Event({ activity, unread }: { activity: Activity; unread: boolean }) {
  const { time, kind, text, project, details = [] } = activity
  const { icon, tone } = LOOKS[kind]
  const name = useApp((app) => (project ? app.state?.projects[project]?.name : undefined))
  const said = shown(text, 500)
  return (
    <article className={`ev ${unread ? 'unread' : ''}`} aria-label={said} tabIndex={0}>
      <time dateTime={new Date(time).toISOString()}>{clockTime(time)}</time>
      <span className={`gl ${tone}`}>
        <Icon of={icon} size="s" />
      </span>
      <div className="what">
        <p className="tx">{said}</p>
        <Details lines={details} />
      </div>
      <div className="ea">
        {project && name && (
          <a className="prj" href={hrefOf({ name: 'project', repoHash: project })}>
            <Tile repoHash={project} size={16} />
            <span className="cut">{shown(name, 60)}</span>
          </a>
        )}
        {activity.undo === 'possible' && <UndoButton activity={activity} />}
        {activity.undo === 'done' && <Pill>Undone</Pill>}
      </div>
    </article>
  )
}

function Details({ lines }: { lines: readonly string[] }) {
  const [open, setOpen] = useState(false)
  if (lines.length === 0) return null
  const rest = lines.length - SHORT
  return (
    <>
      <ul className="sub">
        {lines.slice(0, open ? undefined : SHORT).map((line, index) => (
          <li key={index} className="cut">
            {shown(line)}
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className="more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : `Show ${rest} more`}
        </button>
      )}
    </>
  )
}

function UndoButton({ activity }: { activity: Activity }) {
  const online = useOnline()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    await undo(activity)
    setBusy(false)
  }
  return (
    <Button
      small
      icon={Undo2}
      disabled={busy || !online}
      title="You can undo until you commit on top"
      onClick={() => void run()}
    >
      Undo
    </Button>
  )
}

import { Eye, X } from 'lucide-react'
import type { Project } from '../../../shared/model.ts'
import { go, store, useApp, useOnline } from '../../store/app.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { percent, rate, timeLeft } from '../../../shared/format.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { shown } from '../../../shared/text.ts'
import { cancel, join, retry } from './actions.ts'
import type { Family } from './families.ts'
import { joinTarget, rowState } from './row.ts'

interface RowActionProps {
  readonly family: Family
  readonly own: Project | null
  readonly selected: boolean
}

/** The last cell of a row: what can be done with it now. */
export function RowAction({ family, own, selected }: RowActionProps) {
  const online = useOnline()
  const name = shown(family.root.name, 100)
  const state = rowState(family, own)
  if (!own) return <JoinButton {...{ family, name, selected, online }} gone={state === 'gone'} />
  switch (state) {
    case 'joining':
      return (
        <>
          <Joining project={own} name={name} />
          <IconButton
            icon={X}
            label={`Cancel joining ${name}`}
            disabled={!online}
            onClick={() => void cancel(own.repoHash)}
          />
        </>
      )
    case 'failed':
      return (
        <>
          <Button
            look={selected ? 'pri' : 'join'}
            aria-label={`Retry joining ${name}`}
            disabled={!online}
            onClick={() => void retry(own.repoHash)}
          >
            Retry
          </Button>
          <IconButton
            icon={X}
            label={`Forget joining ${name}`}
            disabled={!online}
            onClick={() => void cancel(own.repoHash)}
          />
        </>
      )
    case 'usable':
      return (
        <>
          <Joining project={own} name={name} brief />
          <OpenButton project={own} name={name} small />
        </>
      )
    default:
      return <OpenButton project={own} name={name} />
  }
}

interface JoinButtonProps {
  readonly family: Family
  readonly name: string
  readonly selected: boolean
  readonly online: boolean
  readonly gone: boolean
}

function JoinButton({ family, name, selected, online, gone }: JoinButtonProps) {
  const { repoHash } = joinTarget(family)
  const starting = useApp((app) => app.starting[repoHash] === true)
  const why = gone ? 'Nobody shares it any more' : online ? undefined : 'The node does not answer'
  return (
    <>
      {why === undefined && (
        <IconButton
          icon={Eye}
          label={`Look into ${name}`}
          onClick={() => store.getState().openDialog({ name: 'preview', repoHash })}
        />
      )}
      <Button
        look={selected ? 'pri' : 'join'}
        aria-label={`Join ${name}`}
        disabled={why !== undefined || starting}
        title={why}
        onClick={() => void join(repoHash)}
      >
        {starting ? 'Starting…' : 'Join'}
        {selected && !starting && !why && <Kbd keys="Enter" />}
      </Button>
    </>
  )
}

function OpenButton({ project, name, small = false }: { project: Project; name: string; small?: boolean }) {
  return (
    <Button
      look="quiet"
      small={small}
      className={small ? 'narrow' : ''}
      aria-label={`Open ${name}`}
      onClick={() => go({ name: 'project', repoHash: project.repoHash })}
    >
      Open
    </Button>
  )
}

function Joining({ project, name, brief = false }: { project: Project; name: string; brief?: boolean }) {
  const { rateDown, have, total } = project.transfer
  const done = percent(project.progress)
  const left = timeLeft(total - have, rateDown)
  const moving = project.paused
    ? 'Paused'
    : left
      ? `${rate(rateDown)}${brief ? '' : ` · ${left}`}`
      : project.phase
  return (
    <div className="joining">
      <div className="l">
        <span className="fw6 acc">{done}%</span>
        <span className="cut" title={project.phase}>
          {moving}
        </span>
      </div>
      <Progress label={`Joining ${name}`} value={done} />
    </div>
  )
}

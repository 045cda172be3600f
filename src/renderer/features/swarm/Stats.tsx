import type { ReactNode } from 'react'
import type { Project } from '../../../shared/model.ts'
import type { SwarmDetail } from '../../../shared/swarm-model.ts'
import { useNow } from '../../ui/clock.ts'
import { bytes, lasting, percent, rate, timeLeft } from '../../../shared/format.ts'
import { plural } from '../../../shared/text.ts'
import { Progress } from '../../ui/Progress.tsx'

interface StatsProps {
  readonly project: Project
  readonly name: string
  /** Null until it came. */
  readonly swarm: SwarmDetail | null
}

/** State and numbers of a project; while it is joined, how far it got. */
export function Stats({ project, name, swarm }: StatsProps) {
  const now = useNow()
  const { have, total, downloaded, uploaded, rateDown, rateUp } = project.transfer
  const busy = project.state !== 'joined' && project.state !== 'failed'
  const done = percent(project.progress)
  const moving = [rateDown > 0 ? `${rate(rateDown)} down` : '', timeLeft(total - have, rateDown)].filter(
    Boolean,
  )
  return (
    <>
      <dl className="stats">
        <Stat label="State">{stateName(project)}</Stat>
        <Stat label="You have">
          {bytes(have)} <small>of {bytes(total)}</small>
        </Stat>
        <Stat label="Received">
          {bytes(downloaded)} {rateDown > 0 && <small>{rate(rateDown)}</small>}
        </Stat>
        <Stat label="Sent">
          {bytes(uploaded)} {rateUp > 0 && <small>{rate(rateUp)}</small>}
        </Stat>
        <Stat label="Ratio">{downloaded > 0 ? (uploaded / downloaded).toFixed(1) : '–'}</Stat>
        <Stat label="Copies around">{swarm ? copies(swarm) : '–'}</Stat>
        <Stat label="In the swarm">{swarm ? lasting(swarm.since, now) : '–'}</Stat>
        <Stat label="Version">{project.seq}</Stat>
      </dl>
      {busy && (
        <div className="getting">
          <div className="row meta t2 num">
            <b className="fw6 acc">{done}%</b>
            <span>{project.phase}</span>
            <span className="sp" />
            <span>{moving.join(' · ')}</span>
          </div>
          <Progress label={`Joining ${name}`} value={done} />
          {project.state === 'usable' && (
            <p className="meta t2">
              The files are there and free to be worked in. The history is still on its way; commits are safe.
            </p>
          )}
        </div>
      )}
    </>
  )
}

/** Of everything, as far as those know who are connected: below one, something is missing. */
function copies({ copies: count, reels }: SwarmDetail) {
  const onlyHere = reels.reduce((sum, reel) => sum + reel.onlyHere, 0)
  return (
    <>
      {count.toFixed(1)} {onlyHere > 0 && count > 1 && <small>{plural(onlyHere, 'block')} only here</small>}
    </>
  )
}

const Stat = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

function stateName({ state, role }: Project): string {
  switch (state) {
    case 'joining':
      return 'Joining'
    case 'usable':
      return 'Usable'
    case 'verifying':
      return 'Checking'
    case 'joined':
      return role === 'publisher' ? 'Published' : 'Joined'
    case 'failed':
      return 'Join failed'
  }
}

import type { ReactNode } from 'react'
import type { Project } from '../../../shared/model.ts'
import { bytes, percent, rate, timeLeft } from '../../ui/format.ts'
import { Progress } from '../../ui/Progress.tsx'

/** State and numbers of a project; while it is joined, how far it got. */
export function Stats({ project, name }: { project: Project; name: string }) {
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

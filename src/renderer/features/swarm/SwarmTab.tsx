import { TriangleAlert } from 'lucide-react'
import type { Project } from '../../../shared/model.ts'
import { go, useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { sentences, shown } from '../../../shared/text.ts'
import { cancel, retry } from '../nearby/actions.ts'
import { BlockMap } from './BlockMap.tsx'
import { PeersTable } from './PeersTable.tsx'
import { FirstSteps, PublishedRefs, Sources, Who } from './sections.tsx'
import { Stats } from './Stats.tsx'
import { Throughput } from './Throughput.tsx'
import { TrackerTable } from './TrackerTable.tsx'
import { useSwarm } from './useSwarm.ts'
import './swarm.css'

/** How a project got here and goes on from here: state, blocks, who has it. */
export function SwarmTab({ project, name }: { project: Project; name: string }) {
  const swarm = useSwarm(project.repoHash)
  const { rateDown, rateUp } = project.transfer
  return (
    <div className="scroll">
      <div className="sw">
        {project.description && <p className="about t2 name">{shown(project.description, 500)}</p>}
        {project.error && <Failed project={project} error={project.error} />}
        <Stats project={project} name={name} swarm={swarm} />
        <div className="two">
          <div className="col">
            {swarm ? <BlockMap swarm={swarm} /> : <Skeleton label="Loading the swarm" rows={3} height={48} />}
          </div>
          <div className="col">
            <Throughput project={project.repoHash} down={rateDown} up={rateUp} />
            {swarm && <TrackerTable trackers={swarm.trackers} />}
          </div>
        </div>
        <div className="wide">{swarm && <PeersTable peers={swarm.peers} />}</div>
        <div className="two">
          <div className="col">
            {(project.state === 'usable' || project.state === 'joined') && <FirstSteps path={project.path} />}
            <PublishedRefs project={project} />
          </div>
          <div className="col">
            <Who project={project} />
            <Sources project={project} />
          </div>
        </div>
      </div>
    </div>
  )
}

function Failed({ project, error }: { project: Project; error: NonNullable<Project['error']> }) {
  const online = useOnline()
  const remove = async () => {
    if (await cancel(project.repoHash)) go({ name: 'nearby' })
  }
  return (
    <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
      <p className="why">{sentences(error.action)}</p>
      <div className="row">
        <Button small disabled={!online} onClick={() => void retry(project.repoHash)}>
          Retry
        </Button>
        <Button small look="ghost" disabled={!online} onClick={() => void remove()}>
          Remove from the list
        </Button>
      </div>
    </Callout>
  )
}

import { useMemo } from 'react'
import type { NodeView, Project } from '../../../shared/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { mergeBlockedBy, ownBranch } from './forecast.ts'
import { inOrder, readyHead } from './order.ts'
import { OwnBlock } from './OwnBlock.tsx'
import { PersonBlock } from './PersonBlock.tsx'
import { usePeopleKeys } from './usePeopleKeys.ts'
import './people.css'

/** The user and everybody whose heads are followed: how far apart, and what a merge would do. */
export function PeopleTab({ project, node }: { project: Project; node: NodeView }) {
  const { remotes, workingTree } = project
  const people = useMemo(() => inOrder(remotes), [remotes])
  usePeopleKeys(project, people)
  const blocked = mergeBlockedBy(workingTree)
  const first = people.findIndex((remote) => readyHead(remote, workingTree))
  return (
    <div className="scroll">
      <div className="wrap">
        <OwnBlock project={project} node={node} />
        {people.length === 0 ? (
          <EmptyState
            title="Nobody else publishes heads of this yet"
            text="When somebody who joined it switches on “Publish my heads”, they appear here by themselves, with their branches and what a merge would do."
          />
        ) : (
          <>
            <Columns branch={ownBranch(project)} />
            {blocked && <p className="blocked meta t2">Nothing can be merged now: {lower(blocked)}</p>}
            <ul aria-label="People">
              {people.map((remote, index) => (
                <PersonBlock
                  key={remote.person}
                  {...{ project, remote }}
                  solid={index === first ? remote.refs.indexOf(readyHead(remote, workingTree)!) : -1}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}

const lower = (sentence: string) => sentence[0]!.toLowerCase() + sentence.slice(1)

const Columns = ({ branch }: { branch: string }) => (
  <div className="pcols" aria-hidden="true">
    <span>Related trackers</span>
    <span className="hcol">
      <span>Head</span>
      <span className="lg cut">
        <span className="back">Behind</span> | Ahead of <span className="mono">{branch}</span>
      </span>
      <span className="sm">vs. {branch}</span>
      <span>If you merge now</span>
    </span>
    <span />
  </div>
)

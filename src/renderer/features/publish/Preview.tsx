import { Eye, GitCommitHorizontal } from 'lucide-react'
import type { Inspection, SameProject } from '../../../shared/model.ts'
import { useApp } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { bytes } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { shown } from '../../../shared/text.ts'

interface PreviewProps {
  readonly inspection: Inspection
  readonly name: string
  readonly description: string
  readonly branches: number
  /** The project beside which it is published. */
  readonly beside: SameProject | null
}

/** The row as it will stand in other people's Nearby, with the facts that are known before. */
export function Preview({ inspection, name, description, branches, beside }: PreviewProps) {
  const self = useApp((app) => app.state?.node.self.peerId ?? '')
  const words = useApp((app) => app.state?.node.self.words ?? '')
  const size = bytes(inspection.estimatedSize)
  const { latest } = inspection
  return (
    <aside className="prev" aria-label="What others will see">
      <span className="lbl">What others will see</span>
      <div className="pv">
        <div className="row">
          {beside ? (
            <Tile repoHash={beside.repoHash} />
          ) : (
            <span className="tile blank" title="Its picture is drawn from the key that publishing makes" />
          )}
          <div className="grow">
            <b className="fw6 name">{shown(beside?.name ?? name, 100) || 'Name'}</b>
            <p className="t2 name">
              {beside
                ? `Your heads, beside those of ${shown(beside.publisher.name, 30)}`
                : shown(description, 500)}
            </p>
          </div>
        </div>
        {latest && (
          <div className="last">
            <Icon of={GitCommitHorizontal} size="xs" />
            <span className="cut">{shown(latest.subject)}</span>
            <span className="fix">· {shown(latest.author, 30)}</span>
          </div>
        )}
        <div className="row who">
          <Avatar peerId={self} />
          {beside && <Avatar peerId={beside.publisher.peerId} />}
          <span className="micro t3 num">{beside ? size : `1 person · 1 seeder · ${size}`}</span>
          <span className="sp" />
          <span className="btn sm join" aria-hidden="true">
            Join
          </span>
        </div>
      </div>
      <dl className="facts">
        <dt>Size, estimated</dt>
        <dd>
          <b className="fw6">{size}</b> per person
        </dd>
        <dt>Branches</dt>
        <dd>
          {branches} of {inspection.branches.length}
        </dd>
        <dt>Signed by</dt>
        <dd className="mono micro">{words}</dd>
      </dl>
      <Callout icon={Eye}>
        <p className="why">
          Anyone on this network can copy these branches with their whole history. You can stop sharing later;
          copies stay.
        </p>
      </Callout>
    </aside>
  )
}

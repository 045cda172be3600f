import { useShallow } from 'zustand/react/shallow'
import type { Holder, Project } from '../../../shared/model.ts'
import { useApp, useSelfId } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { bytes, percent } from '../../../shared/format.ts'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { branchName, fingerprint, plural, shown } from '../../../shared/text.ts'
import { firstSteps } from '../projects/commands.ts'
import { toShares } from './shares.ts'

/** What to type to begin. */
export const FirstSteps = ({ path }: { path: string }) => (
  <section aria-labelledby="steps-title">
    <h2 id="steps-title">How to use it</h2>
    <ul className="lines">
      {firstSteps(path).map(({ line, what }) => (
        <li key={line}>
          <code className="cut grow">{line}</code>
          <span className="t3 meta hide-sm">{what}</span>
          <CopyButton text={line} what="the command" />
        </li>
      ))}
    </ul>
    <p className="meta t3">It is a normal git clone. Everything works without this app, too.</p>
  </section>
)

/** The branches that its publisher signed for. */
export function PublishedRefs({ project: { heads, publisher } }: { project: Project }) {
  if (heads.length === 0) return null
  return (
    <section aria-labelledby="refs-title">
      <h2 id="refs-title">
        Published branches <span className="micro t3">{heads.length}</span>
      </h2>
      <ul className="lines">
        {heads.map(({ ref, sha }) => (
          <li key={ref}>
            <RefBadge name={branchName(ref)} peerId={publisher.peerId} />
            <span className="sp" />
            <span className="mono t3">{sha.slice(0, 10)}</span>
            <CopyButton text={sha} what={`the hash of ${branchName(ref)}`} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const NOBODY: readonly Holder[] = []

/** Who published it, and who has a copy now. */
export function Who({ project: { publisher, repoHash } }: { project: Project }) {
  const self = useSelfId()
  const holders = useApp(useShallow((app) => app.state?.nearby[repoHash]?.holders ?? NOBODY))
  const others = holders.filter((holder) => holder.peerId !== self)
  return (
    <section aria-labelledby="who-title">
      <h2 id="who-title">Published by</h2>
      <div className="person">
        <Avatar peerId={publisher.peerId} size={32} />
        <div className="grow">
          <b className="fw6 name">{publisher.peerId === self ? 'You' : shown(publisher.name, 60)}</b>
          <div className="mono t3 micro">{fingerprint(publisher.peerId)}</div>
        </div>
      </div>
      <h3>
        {others.length === 0
          ? 'Nobody else has it here now'
          : `On ${plural(others.length, 'computer')} nearby`}
      </h3>
      <ul className="lines" aria-label="People who have it">
        {others.map(({ peerId, name, complete, address }) => (
          <li key={peerId}>
            <Avatar peerId={peerId} />
            <span className="cut name">{shown(name, 60)}</span>
            <span className="sp" />
            <span className="meta t3">{complete ? 'full copy' : 'still copying'}</span>
            <span className="mono t3 micro hide-sm">{address}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** From whom the blocks came. */
export function Sources({ project: { sources } }: { project: Project }) {
  const shares = toShares(sources)
  if (shares.length === 0) return null
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">From whom</h2>
      <ul className="shares">
        {shares.map(({ peerId, name, length, part, bytes: count }) => (
          <li key={peerId}>
            <Avatar peerId={peerId} />
            <span className="cut name">{shown(name, 60)}</span>
            <span className="bar" aria-hidden="true">
              <i style={{ width: `${Math.max(2, length * 100)}%` }} />
            </span>
            <span className="meta t2 num">{bytes(count)}</span>
            <span className="meta t3 num">{percent(part)}%</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

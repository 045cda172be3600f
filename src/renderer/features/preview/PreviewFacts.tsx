import type { ReactNode } from 'react'
import type { Holder, ProjectPreview } from '../../../shared/model.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { plural, shown } from '../../../shared/text.ts'

/** Commits and branches that are shown; all are there after the join. */
const MOST_COMMITS = 12
const MOST_BRANCHES = 8

/** Who published it and who has it, its branches and its newest commits. */
export function PreviewFacts({ preview, holders }: { preview: ProjectPreview; holders: readonly Holder[] }) {
  const { description, publisher, words, branches, branchesLeftOut, tags, commits } = preview
  const others = holders.filter(({ peerId }) => peerId !== publisher.peerId)
  const more = Math.max(0, branches.length - MOST_BRANCHES) + branchesLeftOut
  return (
    <aside className="facts" aria-label="About it">
      {description && <p className="name">{shown(description)}</p>}
      <Part title="Published by">
        <div className="person">
          <Avatar peerId={publisher.peerId} size={32} />
          <div className="grow">
            <b className="fw6 name cut">{shown(publisher.name, 60)}</b>
            <div className="mono t3 micro">{words}</div>
          </div>
          <span title="The name is only a label. After joining, compare the words to know whose key it is">
            <Pill tone="line">Unverified</Pill>
          </span>
        </div>
        {others.length > 0 && (
          <p className="meta t2">
            {others
              .slice(0, 3)
              .map(({ name }) => shown(name, 30))
              .join(', ')}
            {others.length > 3 && ` and ${others.length - 3} more`} {others.length === 1 ? 'has' : 'have'} it,
            too
          </p>
        )}
      </Part>
      <Part title={plural(branches.length + branchesLeftOut, 'branch', 'branches')}>
        <p className="branches">
          {[...branches]
            .sort((a, b) => Number(b.isHead) - Number(a.isHead))
            .slice(0, MOST_BRANCHES)
            .map(({ name }) => (
              <RefBadge key={name} name={shown(name, 40)} peerId={publisher.peerId} />
            ))}
          {more > 0 && <span className="meta t3">and {more} more</span>}
          {tags > 0 && <span className="meta t3">{plural(tags, 'tag')}</span>}
        </p>
      </Part>
      {commits !== null && commits.length > 0 && (
        <Part title="Newest commits">
          <ol className="commits">
            {commits.slice(0, MOST_COMMITS).map(({ sha, subject, author, time }) => (
              <li key={sha}>
                <span className="name cut">{shown(subject) || sha.slice(0, 10)}</span>
                <span className="micro t3 cut">
                  {shown(author, 40)} · <Ago time={time} />
                </span>
              </li>
            ))}
          </ol>
        </Part>
      )}
    </aside>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h3>{title}</h3>
    {children}
  </section>
)

import { memo } from 'react'
import type { Hex } from '../../../shared/model.ts'
import { useSelfId } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { age } from '../../../shared/format.ts'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { shown } from '../../../shared/text.ts'
import type { Badge } from './badges.ts'
import { GraphCell } from './GraphCell.tsx'
import type { Row } from './lanes.ts'
import { ROW_HEIGHT } from './visible.ts'
import { pictureOf, type Named } from './who.ts'

export const optionId = (sha: Hex) => `commit-${sha}`

/** Branches that a row names before it counts. */
const MOST_BADGES = 2

interface CommitOptionProps {
  readonly row: Row
  /** Of the list, uncommitted changes included. */
  readonly index: number
  readonly columns: number
  readonly badges: readonly Badge[]
  readonly people: readonly Named[]
  readonly fresh: boolean
  readonly selected: boolean
  readonly dashes: 'through' | 'in' | null
  readonly now: number
  onSelect(sha: Hex): void
}

/** One commit: graph, branches, subject, whose, when and its hash. */
export const CommitOption = memo(function CommitOption(props: CommitOptionProps) {
  const { row, index, columns, badges, people, fresh, selected, dashes, now, onSelect } = props
  const self = useSelfId() ?? ''
  const { sha, author, subject, time } = row.commit
  const picture = pictureOf(author, row.owner, people, self)
  const who = picture === self ? 'You' : shown(author, 60)
  const what = shown(subject) || 'No message'
  const when = age(time, now)
  const hash = sha.slice(0, 7)
  const rest = badges.length - MOST_BADGES
  return (
    <div
      id={optionId(sha)}
      role="option"
      aria-selected={selected}
      aria-label={`${what}, ${who}, ${when === 'now' ? 'just now' : when}, ${hash}${fresh ? ', new' : ''}`}
      aria-posinset={index + 1}
      aria-setsize={-1}
      className={`c ${fresh ? 'new' : ''}`}
      style={{ transform: `translateY(${index * ROW_HEIGHT}px)` }}
      onClick={() => onSelect(sha)}
    >
      <GraphCell row={row} columns={columns} head={badges.some(({ head }) => head)} dashes={dashes} />
      <span className="subj">
        {badges.slice(0, MOST_BADGES).map(({ name, peerId, head }) => (
          <RefBadge key={name} name={shown(name, 60)} peerId={peerId ?? undefined} head={head} />
        ))}
        {rest > 0 && (
          <span className="ref out" title={badges.map(({ name }) => shown(name, 60)).join(', ')}>
            +{rest}
          </span>
        )}
        <span className="cut txt">{what}</span>
      </span>
      {picture ? <Avatar peerId={picture} size={18} /> : <Initial name={who} />}
      <span className="age">{when}</span>
      <span className="mono hash">{hash}</span>
    </div>
  )
})

/** Stands for an author who is nobody of these people. */
export const Initial = ({ name }: { name: string }) => (
  <span className="av s18 initial" title={name} aria-hidden="true">
    {Array.from(name)[0]?.toUpperCase() ?? '?'}
  </span>
)

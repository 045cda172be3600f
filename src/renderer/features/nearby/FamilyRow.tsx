import { ChevronDown, GitCommitHorizontal, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Project } from '../../../shared/model.ts'
import { store, useApp } from '../../store/app.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatars } from '../../ui/Avatar.tsx'
import { bytes } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { branchName, plural, sentences, shown } from '../../../shared/text.ts'
import { Tile } from '../../ui/Tile.tsx'
import { unreadCommits } from '../../../shared/unread.ts'
import type { Family } from './families.ts'
import { People } from './People.tsx'
import { peopleOf, type FamilyPerson } from './people.ts'
import { goneSince, joinTarget, ownOf, rowLabel, rowState } from './row.ts'
import { RowAction } from './RowAction.tsx'

interface FamilyRowProps {
  readonly family: Family
  readonly selected: boolean
  readonly expanded: boolean
  /** Whether Tab leads here: one row of the grid. */
  readonly reachable: boolean
}

export const rowId = (family: Family) => `family-${family.root.repoHash}`

/** One family in Nearby: the project, its people, its size, and what can be done. */
export const FamilyRow = memo(function FamilyRow({ family, selected, expanded, reachable }: FamilyRowProps) {
  const own = useApp((app) => ownOf(family, app.state?.projects ?? {}))
  const self = useApp(
    useShallow((app) => {
      const node = app.state?.node.self
      return node ? { name: node.name, peerId: node.peerId } : null
    }),
  )
  const people = peopleOf(family, self, own)
  const here = people.filter((person) => person.here)
  const seeders = here.filter((person) => person.complete).length
  const state = rowState(family, own)
  const { root } = family
  const name = shown(root.name, 100)
  const adopt = () => {
    store.getState().openDialog({ name: 'adopt', repoHash: joinTarget(family).repoHash })
  }
  const select = () => store.getState().select(root.repoHash)
  return (
    <div className={`famwrap ${selected ? 'sel' : ''}`}>
      <div
        className={`fam ${state === 'gone' ? 'gone' : ''}`}
        id={rowId(family)}
        role="row"
        aria-level={1}
        aria-expanded={expanded}
        aria-selected={selected}
        aria-label={rowLabel(family, own, seeders)}
        tabIndex={reachable ? 0 : -1}
        onClick={select}
        onFocus={select}
      >
        <Tile repoHash={root.repoHash} />
        <div role="gridcell">
          <div className="ttl">
            <b className="name">{name}</b>
            <RowPill family={family} own={own} />
            <span className="t2 cut name">{shown(root.description)}</span>
          </div>
          <LastLine family={family} own={own} />
        </div>
        <div role="gridcell" className="ppl">
          <PeopleButton {...{ here, seeders, expanded }} repoHash={root.repoHash} />
        </div>
        <div role="gridcell" className="size num">
          {root.size === null ? '–' : bytes(root.size)}
        </div>
        <div role="gridcell" className="act">
          <RowAction family={family} own={own} selected={selected} />
        </div>
      </div>
      {expanded && <People {...{ name, people }} onAdopt={state === 'joinable' ? adopt : undefined} />}
    </div>
  )
})

function RowPill({ family, own }: { family: Family; own: Project | null }) {
  const fresh = own ? unreadCommits(own) : 0
  if (fresh > 0) return <Pill tone="ok">{fresh} new</Pill>
  const state = rowState(family, own)
  if (state === 'yours') return <Pill>Yours</Pill>
  if (state === 'failed') return <Pill tone="bad">Join failed</Pill>
  if (family.root.verified || own) return null
  return (
    <span title="Said by somebody nearby; its signature is checked before anything is joined">
      <Pill tone="line">Unverified</Pill>
    </span>
  )
}

/** The newest commit of the family, or what is more urgent. */
function LastLine({ family, own }: { family: Family; own: Project | null }) {
  const gone = goneSince(family)
  if (own?.state === 'failed' && own.error) {
    const reason = sentences(own.error.message, own.error.action)
    return (
      <div className="last bad" title={reason}>
        <Icon of={TriangleAlert} size="xs" />
        <span className="cut">{reason}</span>
      </div>
    )
  }
  if (gone !== null) {
    return (
      <div className="last">
        <span className="cut">
          Nobody shares it any more · gone <Ago time={gone} />
        </span>
      </div>
    )
  }
  const latest = family.members
    .flatMap((member) => member.latest ?? [])
    .reduce<Family['root']['latest']>((best, each) => (best && best.time >= each.time ? best : each), null)
  return (
    <div className="last">
      <Icon of={GitCommitHorizontal} size="xs" />
      <span className="cut name">
        {latest ? shown(latest.subject) : family.root.heads.map(branchName).join(', ') || 'No details yet'}
      </span>
      {latest && (
        <span className="fix">
          · {shown(latest.author, 30)}, <Ago time={latest.time} />
        </span>
      )}
    </div>
  )
}

interface PeopleButtonProps {
  readonly repoHash: string
  readonly here: readonly FamilyPerson[]
  readonly seeders: number
  readonly expanded: boolean
}

function PeopleButton({ repoHash, here, seeders, expanded }: PeopleButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={expanded}
      onClick={() => store.getState().expand(repoHash, !expanded)}
    >
      <Avatars people={here} />
      <span className="vh">{here.map((person) => shown(person.name, 60)).join(', ')}: </span>
      <small>
        {plural(here.length, 'person', 'people')}
        {here.length > 0 && ' · '}
        {seeders > 0
          ? plural(seeders, 'seeder')
          : here.length > 0 && <span className="warn">no full copy</span>}
        <Icon of={ChevronDown} size="xs" />
      </small>
    </button>
  )
}

import { ChevronsUpDown, Search, Tag } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { Hex } from '../../../shared/model.ts'
import { store, useSelfId } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useNow } from '../../ui/clock.ts'
import { age } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { isTyping } from '../shell/useShortcuts.ts'
import { switchRef } from './place.ts'
import { matching, type RefChoice, type RefGroup } from './refs.ts'

interface RefMenuProps {
  readonly repoHash: Hex
  readonly groups: readonly RefGroup[]
  readonly choice: RefChoice
}

/** Chooses the branch whose files are shown: by pointer, by B, or by the beginning of its name. */
export function RefMenu({ repoHash, groups, choice }: RefMenuProps) {
  const self = useSelfId() ?? ''
  const [open, setOpen] = useState(false)
  useRefKey(() => setOpen(true))
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="select ref-at" aria-label={`Showing ${choice.label}. Switch ref`}>
          {choice.ref.startsWith('refs/tags/') ? (
            <Icon of={Tag} size="s" />
          ) : (
            <Avatar peerId={choice.peerId ?? self} size={18} />
          )}
          <span className="mono fw5 cut">{choice.label}</span>
          <Icon of={ChevronsUpDown} size="s" />
        </button>
      </Popover.Trigger>
      <Popover.Content className="pop refs" align="start" sideOffset={6} aria-label="Switch ref">
        <Choices
          groups={groups}
          now={choice}
          onChoose={({ ref }) => {
            switchRef(repoHash, ref)
            setOpen(false)
          }}
        />
      </Popover.Content>
    </Popover.Root>
  )
}

/** B, wherever one is on the page. */
function useRefKey(open: () => void) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const { dialog, singleKeys } = store.getState()
      if (dialog || !singleKeys || event.defaultPrevented || isTyping(event.target)) return
      if (event.key !== 'b' || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}

interface ChoicesProps {
  readonly groups: readonly RefGroup[]
  readonly now: RefChoice
  onChoose(choice: RefChoice): void
}

function Choices({ groups, now, onChoose }: ChoicesProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(now.ref)
  const found = matching(groups, query)
  const all = found.flatMap(({ choices }) => choices)
  const at = Math.max(
    0,
    all.findIndex(({ ref }) => ref === chosen),
  )
  const current = all[at]
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.ref])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setChosen(all[(at + step + all.length) % Math.max(1, all.length)]?.ref ?? '')
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && current) onChoose(current)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="field">
        <Icon of={Search} size="s" />
        <input
          role="combobox"
          aria-label="Find a branch or tag"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${at}` : undefined}
          placeholder="Branch, tag or person"
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="ref-list" id={`${id}-list`} role="listbox" aria-label="Branches and tags" ref={list}>
        {found.map((group, index) => (
          <div key={index} role="group" aria-label={group.name}>
            <div className="grp" aria-hidden="true">
              {group.peerId === null ? (
                <Icon of={Tag} size="s" />
              ) : (
                <Avatar peerId={group.peerId} size={16} />
              )}
              <span className="cut">{group.name}</span>
            </div>
            {group.choices.map((choice) => (
              <Option
                key={choice.ref}
                id={`${id}-${all.indexOf(choice)}`}
                choice={choice}
                chosen={choice === current}
                onPoint={() => setChosen(choice.ref)}
                onChoose={() => onChoose(choice)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className={all.length > 0 ? 'vh' : 'none t2'} role="status">
        {all.length === 0 ? 'No branch or tag is called that' : ''}
      </p>
    </>
  )
}

interface OptionProps {
  readonly id: string
  readonly choice: RefChoice
  readonly chosen: boolean
  onPoint(): void
  onChoose(): void
}

function Option({ id, choice, chosen, onPoint, onChoose }: OptionProps) {
  const now = useNow()
  const { name, label, peerId, head, time } = choice
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-label={label}
      className="it"
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <RefBadge name={name} peerId={peerId ?? undefined} head={head} />
      <span className="sp" />
      {time !== null && <span className="t3 num">{age(time, now)}</span>}
    </div>
  )
}

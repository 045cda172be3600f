import { Shield, ShieldCheck } from 'lucide-react'
import type { RemotePerson } from '../../../shared/model.ts'
import { store } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../../ui/clock.ts'
import { ago } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { shown } from '../../../shared/text.ts'

/** Who it is: picture, name, words of the key, and whether they are here. */
export function PersonIdentity({ remote }: { remote: RemotePerson }) {
  const now = useNow()
  const { peerId, name, person, words, online, muted, trusted, updated } = remote
  const told = shown(name, 60)
  const other = person !== name.trim().toLowerCase()
  const last = updated === null ? 'nothing came yet' : `updated ${ago(updated, now)}`
  return (
    <div className="pid">
      <Avatar peerId={peerId} size={36} away={!online || muted} />
      <div className="grow">
        <div className="row who">
          <b className="fw6 cut name">{told}</b>
          {trusted ? (
            <span className="row acc ok" title="You compared the words of the key">
              <Icon of={ShieldCheck} size="s" />
              <span className="micro fw5">verified</span>
            </span>
          ) : (
            <Button
              className="tiny"
              aria-label={`Compare keys with ${told}`}
              onClick={() => store.getState().openDialog({ name: 'compare', peerId })}
            >
              <Icon of={Shield} size="xs" />
              Compare
            </Button>
          )}
        </div>
        <div className="fp cut">{words}</div>
        <div className="micro t3 cut">
          {online ? 'online' : 'away'} · {last}
        </div>
        <div className="row pills">
          <Relation relation={remote.relation} />
          {other && (
            <span className="micro t3 cut">
              remote <code>{shown(person, 60)}</code>
            </span>
          )}
        </div>
      </div>
    </div>
  )
}

function Relation({ relation }: Pick<RemotePerson, 'relation'>) {
  switch (relation) {
    case 'publisher':
      return <Pill>Started it</Pill>
    case 'claimed':
      return (
        <span title="Nothing of it was fetched and checked yet">
          <Pill tone="line">Says that it is related</Pill>
        </span>
      )
    case 'refused':
      return <Pill tone="bad">Refused</Pill>
    case 'verified':
      // The common case: their history was checked against this one's.
      return null
  }
}

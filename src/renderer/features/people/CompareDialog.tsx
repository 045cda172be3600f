import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { Hex, RemotePerson } from '../../../shared/model.ts'
import { store, useApp, useNode, useOnline } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DismissButton } from '../../ui/DismissButton.tsx'
import { shown } from '../../../shared/text.ts'
import { setTrusted } from './actions.ts'

/** Somebody's words, to be compared face to face: the key decides who it is, the name is only a label. */
export function CompareDialog({ peerId, onClose }: { peerId: Hex; onClose(): void }) {
  const node = useNode()
  const online = useOnline()
  const [busy, setBusy] = useState(false)
  const remote = useApp((app) => findPerson(app.state?.projects ?? {}, peerId))
  if (!remote || !node) return null
  const name = shown(remote.name, 60)

  const match = async () => {
    setBusy(true)
    const done = await setTrusted(peerId, true)
    setBusy(false)
    if (!done) return
    onClose()
    store.getState().toast('ok', `${name} is verified. Auto-merge may take their commits now`)
  }

  return (
    <Dialog
      title={`Compare keys with ${name}`}
      className="compare"
      onClose={onClose}
      footer={
        <>
          <span className="sp" />
          <DismissButton onClick={onClose}>{remote.trusted ? 'Close' : 'Not now'}</DismissButton>
          {!remote.trusted && (
            <Button look="pri" icon={ShieldCheck} disabled={busy || !online} onClick={() => void match()}>
              These match
            </Button>
          )}
        </>
      }
    >
      <div className="form">
        <p>
          Ask {name}, face to face or by voice, for the words in their window, at the foot of the sidebar.
          Anybody can call themselves {name}; nobody else has this key.
        </p>
        <Key who={name} {...remote} />
        <Key who="You, for them to compare" peerId={node.peerId} words={node.words} />
        <p className="t2 meta">
          Auto-merge takes commits from verified people alone. If the words differ, somebody else uses the
          name: mute them.
        </p>
      </div>
    </Dialog>
  )
}

function Key({ who, peerId, words }: { who: string; peerId: Hex; words: string }) {
  return (
    <section className="key" aria-label={`Key of ${who}`}>
      <Avatar peerId={peerId} size={44} />
      <div className="grow">
        <span className="micro t3 fw5">{who}</span>
        <p className="words">{words}</p>
        <div className="row">
          <code className="hex">{(peerId.toUpperCase().match(/.{4}/g) ?? []).join(' ')}</code>
          <CopyButton text={peerId} what="the key" />
        </div>
      </div>
    </section>
  )
}

const findPerson = (
  projects: Readonly<Record<Hex, { readonly remotes: readonly RemotePerson[] }>>,
  peerId: Hex,
): RemotePerson | undefined => {
  for (const { remotes } of Object.values(projects)) {
    const found = remotes.find((remote) => remote.peerId === peerId)
    if (found) return found
  }
  return undefined
}

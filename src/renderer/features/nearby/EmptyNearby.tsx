import { Check, QrCode, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { NodeView } from '../../../shared/model.ts'
import { attempt, session, store, useApp, useNode, useOnline } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { QrCode as Qr } from '../../ui/QrCode.tsx'
import { hrefOf } from '../../../shared/view.ts'
import { plural, sentences, shown } from '../../../shared/text.ts'
import { JoinForm } from '../join/JoinForm.tsx'
import { emptyText } from './empty-text.ts'
import { Radar } from './Radar.tsx'
import './empty.css'

/** What Nearby shows while nobody is there: that it listens, why nobody may be heard, and ways around that. */
export function EmptyNearby() {
  const node = useNode()
  if (!node) return null
  const { title, lede } = emptyText(node.discovery)
  return (
    <section className="empty" aria-labelledby="empty-title">
      <div className="radar">
        <Radar />
        <Avatar peerId={node.peerId} size={44} />
      </div>
      <h2 id="empty-title">{title}</h2>
      <p className="lede">{lede}</p>
      <div className="cards">
        <div className="stack">
          <NetworkCheck node={node} />
          <section className="card">
            <h3>Join by link</h3>
            <p>Paste a link, a repo hash, or the path of a .gittorrent file.</p>
            <JoinForm />
          </section>
        </div>
        <MyLinks />
      </div>
    </section>
  )
}

function NetworkCheck({ node: { discovery, port, otherVersions } }: { node: NodeView }) {
  const { state, message, interfaces } = discovery
  const listens = state === 'live' || state === 'listening'
  return (
    <section className="card">
      <h3>People are here, but you don’t see them?</h3>
      <ul className="chk" aria-label="Network check">
        {interfaces.map(({ name, address }) => (
          <CheckLine key={`${name} ${address}`} fine aside={address}>
            Connected by <b className="fw6">{name}</b>
          </CheckLine>
        ))}
        {interfaces.length === 0 && (
          <CheckLine title="No network">Connect to the network that the others are on.</CheckLine>
        )}
        {listens ? (
          <CheckLine fine aside={`udp 5353, tcp ${port}`}>
            Listening for others
          </CheckLine>
        ) : (
          <CheckLine title={state === 'off' ? 'Discovery is off' : 'Listening does not work'}>
            {sentences(message) || 'A link still works.'}
          </CheckLine>
        )}
        {otherVersions.map(({ peerId, text, action }) => (
          <CheckLine key={peerId} title="Another version">
            {sentences(text, action)}
          </CheckLine>
        ))}
        {state === 'listening' && (
          <CheckLine title={message ? 'Multicast is blocked' : 'Nobody has answered'} aside={<CheckAgain />}>
            {message
              ? sentences(message)
              : 'Either nobody shares anything here, or this network keeps computers apart, as guest and campus Wi-Fi often does. A link may still work; a phone hotspot or a cable usually does.'}
          </CheckLine>
        )}
      </ul>
      <a className="doctor-link" href={hrefOf({ name: 'doctor' })}>
        What works on this network?
      </a>
    </section>
  )
}

interface CheckLineProps {
  readonly fine?: boolean
  readonly title?: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

function CheckLine({ fine = false, title, aside, children }: CheckLineProps) {
  return (
    <li>
      <span className={fine ? 'ok' : 'warn'}>
        <Icon of={fine ? Check : TriangleAlert} />
        <span className="vh">{fine ? 'Fine: ' : 'Look at this: '}</span>
      </span>
      <div>
        {title && <b className="fw6">{title}</b>}
        {title ? <p>{children}</p> : children}
      </div>
      {typeof aside === 'string' ? <span className="mono t3">{aside}</span> : aside}
    </li>
  )
}

/** Asks the network once more, for who has just moved to another one; it is asked now and then anyway. */
function CheckAgain() {
  const online = useOnline()
  const [asking, setAsking] = useState(false)
  const ask = async () => {
    setAsking(true)
    await attempt(session.call('nearby', { wait: 2 }))
    setAsking(false)
  }
  return (
    <Button small disabled={!online || asking} onClick={() => void ask()}>
      {asking ? 'Asking…' : 'Check again'}
    </Button>
  )
}

/** Shown only when there is something to hand out. */
function MyLinks() {
  const published = useApp(
    useShallow((app) =>
      Object.values(app.state?.projects ?? {}).filter(
        (project) => project.role === 'publisher' && project.link !== '',
      ),
    ),
  )
  if (published.length === 0) return null
  return (
    <section className="card">
      <h3>Show my link</h3>
      <p className="meta">Whoever opens it can copy what you publish.</p>
      <div className="my-links">
        {published.length === 1 && (
          <Qr text={published[0]!.link} label={`The link of ${shown(published[0]!.name, 60)} as a QR code`} />
        )}
        {published.map(({ repoHash, name, link }) => (
          <div key={repoHash}>
            <span className="lbl">{shown(name, 60)}</span>
            <div className="field">
              <span className="val mono cut t2">{link}</span>
              <CopyButton text={link} what={`the link of ${shown(name, 60)}`} />
              <IconButton
                icon={QrCode}
                label={`Show the link of ${shown(name, 60)} as a QR code`}
                onClick={() => store.getState().openDialog({ name: 'share', repoHash })}
              />
            </div>
          </div>
        ))}
        <p className="t3 micro">You publish {plural(published.length, 'project')}.</p>
      </div>
    </section>
  )
}

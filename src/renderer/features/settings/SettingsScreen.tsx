import { Check, Monitor, Moon, Sun, TriangleAlert } from 'lucide-react'
import { RadioGroup, Switch } from 'radix-ui'
import type { ReactNode } from 'react'
import { store, useApp, useNode } from '../../store/app.ts'
import type { Theme } from '../../store/ui.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FolderField } from '../../ui/FolderField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { fingerprint, sentences } from '../../ui/text.ts'
import { nodeStatus } from '../shell/discovery.ts'
import { Sheet } from '../shell/Sheet.tsx'
import { LimitField } from './LimitField.tsx'
import { useSaved, type Saving } from './useSaved.ts'
import './settings.css'

/** Who you are, where clones go, how the network is reached, how it looks. */
export function SettingsScreen() {
  const node = useNode()
  return (
    <Sheet label="Settings" hints={<Hints version={node?.version} />}>
      {node && <Loaded />}
    </Sheet>
  )
}

function Loaded() {
  const node = useNode()!
  const { values, saving, change } = useSaved({ name: node.name, clonesDir: node.clonesDir })
  const { discovery, port, gitVersion, dataDir } = node
  return (
    <>
      <header className="head loose">
        <h1>Settings</h1>
        <span className="sp" />
        <Saved saving={saving} />
      </header>
      <div className="scroll">
        <div className="set">
          <Section title="You">
            <Row
              label="Name"
              htmlFor="settings-name"
              text="How people nearby see you. Independent of your git author name."
            >
              <div className="field">
                <input
                  id="settings-name"
                  value={values.name}
                  maxLength={60}
                  autoComplete="off"
                  onChange={(event) => change('name', event.target.value)}
                />
              </div>
            </Row>
            <Row
              label="Identity key"
              text={
                <>
                  <span className="mono strong">{node.words}</span> &ensp;
                  <span className="mono">{fingerprint(node.peerId)}</span>
                  <br />
                  Signs the list of heads you publish. Lose it and you are a new person.
                </>
              }
            >
              <Avatar peerId={node.peerId} size={32} />
              <CopyButton text={node.peerId} what="the whole fingerprint" />
            </Row>
          </Section>
          <Section title="Projects">
            <Row
              label="Clone folder"
              htmlFor="settings-clones"
              text="New projects land here, each in its own folder."
            >
              <FolderField
                id="settings-clones"
                value={values.clonesDir}
                onChange={(path) => change('clonesDir', path)}
              />
            </Row>
            <Row
              label="Git"
              text={gitVersion ? 'Found on this computer.' : 'Not found. Small projects work without it.'}
            >
              <span className="mono t2">{gitVersion ?? 'built in'}</span>
            </Row>
          </Section>
          <Section title="Network">
            <Row label="Interface" text="Where we look for people, and where they find you.">
              <span className="stackd">
                {discovery.interfaces.map(({ name, address }) => (
                  <span key={`${name} ${address}`}>
                    {name} <span className="mono t3">{address}</span>
                  </span>
                ))}
                {discovery.interfaces.length === 0 && <span className="t3">none</span>}
              </span>
            </Row>
            <Row label="Port" text="Peers reach you here by TCP. Discovery is always UDP 5353.">
              <span className="mono">{port}</span>
            </Row>
            <Row
              label="Discovery"
              text={sentences(discovery.message) || 'How others are found on this network.'}
            >
              <span>{nodeStatus(node, 'connected').text}</span>
            </Row>
            <Row
              label="Upload limit"
              htmlFor="settings-upload"
              text="Shared by all projects. Empty: as fast as it goes."
            >
              <LimitField id="settings-upload" setting="uploadLimit" saved={node.uploadLimit} />
            </Row>
            <Row
              label="Download limit"
              htmlFor="settings-download"
              text="Shared by all projects. Empty: as fast as it goes."
            >
              <LimitField id="settings-download" setting="downloadLimit" saved={node.downloadLimit} />
            </Row>
            <Row label="Data folder" text="Keys, settings and blocks of this node. Clones are elsewhere.">
              <span className="mono t2 breakable">{dataDir}</span>
            </Row>
          </Section>
          <Section title="Look">
            <Row label="Theme" text="System follows your desktop.">
              <ThemeChoice />
            </Row>
            <Row label="Single-key shortcuts" text="Letters such as J, K and C outside of text fields.">
              <SingleKeys />
            </Row>
          </Section>
        </div>
      </div>
    </>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="sec" aria-label={title}>
    <h2>{title}</h2>
    <div>{children}</div>
  </section>
)

interface RowProps {
  readonly label: string
  readonly htmlFor?: string
  readonly text: ReactNode
  readonly children: ReactNode
}

const Row = ({ label, htmlFor, text, children }: RowProps) => (
  <div className="rw">
    <div>
      {htmlFor ? (
        <label className="lb" htmlFor={htmlFor}>
          {label}
        </label>
      ) : (
        <span className="lb">{label}</span>
      )}
      <p>{text}</p>
    </div>
    <div className="ctl">{children}</div>
  </div>
)

function Saved({ saving }: { saving: Saving }) {
  const bad = typeof saving === 'object'
  const text = bad
    ? sentences(saving.message, saving.action)
    : saving === 'busy'
      ? 'Saving…'
      : 'Saved as you type'
  return (
    <span className={`row meta saved ${bad ? 'bad' : 't3'}`} role="status">
      {saving !== 'busy' && <Icon of={bad ? TriangleAlert : Check} size="s" />}
      {text}
    </span>
  )
}

const LOOKS = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const

function ThemeChoice() {
  const theme = useApp((app) => app.theme)
  return (
    <RadioGroup.Root
      className="seg"
      aria-label="Theme"
      value={theme}
      onValueChange={(next) => store.getState().setTheme(next as Theme)}
    >
      {LOOKS.map(({ value, label, icon }) => (
        <RadioGroup.Item key={value} value={value}>
          <Icon of={icon} size="s" />
          {label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

function SingleKeys() {
  const on = useApp((app) => app.singleKeys)
  return (
    <Switch.Root
      className="switch"
      aria-label="Single-key shortcuts"
      checked={on}
      onCheckedChange={(next) => store.getState().setSingleKeys(next)}
    />
  )
}

const Hints = ({ version }: { version: string | undefined }) => (
  <>
    <span>
      <Kbd keys="Mod ," /> settings
    </span>
    <span>
      <Kbd keys="?" /> all shortcuts
    </span>
    <span className="sp" />
    <span>GitTorrent {version} · protocol GTP/0.2</span>
  </>
)

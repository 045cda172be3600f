import { Check, Monitor, Moon, Sun, TriangleAlert } from 'lucide-react'
import { RadioGroup, Switch } from 'radix-ui'
import { attempt, session, store, useApp, useNode } from '../../store/app.ts'
import type { Theme } from '../../store/ui.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FolderField } from '../../ui/FolderField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { fingerprint, sentences } from '../../../shared/text.ts'
import { Sheet } from '../shell/Sheet.tsx'
import { StorageSection } from '../storage/StorageSection.tsx'
import { NetworkSection } from './NetworkSection.tsx'
import { Row, Section } from './Row.tsx'
import { useSaved, type Saving } from './useSaved.ts'
import './settings.css'

/** Who you are, where clones go, how the network is reached, how it looks. */
export function SettingsScreen() {
  const node = useNode()
  return (
    <Sheet label="Settings" hints={<Hints version={node?.version} />}>
      {node ? <Loaded /> : <Skeleton label="Loading settings" rows={6} height={58} />}
    </Sheet>
  )
}

const AUTO_MERGE = [
  { value: 'off', label: 'Off' },
  { value: 'ff', label: 'Fast-forward only' },
  { value: 'clean', label: 'Clean merges' },
] as const

function Loaded() {
  const node = useNode()!
  const { values, saving, change } = useSaved({ name: node.name, clonesDir: node.clonesDir })
  const { gitVersion } = node
  const open = store.getState().openDialog
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
              <Button small onClick={() => open({ name: 'export-key' })}>
                Export…
              </Button>
              <Button small onClick={() => open({ name: 'import-key' })}>
                Import…
              </Button>
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
              label="Auto-merge for new projects"
              text="Only when your files are committed, and from people whose words you compared. A conflict never changes anything."
            >
              <Segmented
                label="Auto-merge for new projects"
                value={node.autoMerge}
                options={AUTO_MERGE}
                onChange={(autoMerge) => void attempt(session.call('updateSettings', { autoMerge }))}
              />
            </Row>
            <Row
              label="Git"
              text={gitVersion ? 'Found on this computer.' : 'Not found. Small projects work without it.'}
            >
              <span className="mono t2">{gitVersion ?? 'built in'}</span>
            </Row>
          </Section>
          <StorageSection node={node} />
          <NetworkSection node={node} />
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

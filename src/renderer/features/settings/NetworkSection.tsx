import { Switch } from 'radix-ui'
import type { NodeView } from '../../../shared/model.ts'
import { attempt, go, session, useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { sentences } from '../../../shared/text.ts'
import { pageOf } from '../share/page-of.ts'
import { nodeStatus } from '../shell/discovery.ts'
import { LimitField } from './LimitField.tsx'
import { PortField } from './PortField.tsx'
import { Row, Section } from './Row.tsx'
import { TrackersField } from './TrackersField.tsx'

const ALL = ''

/** Where others are looked for, and how much may move. */
export function NetworkSection({ node }: { node: NodeView }) {
  const { discovery, dataDir } = node
  return (
    <Section title="Network">
      <Row
        label="Interface"
        htmlFor="settings-interface"
        text={
          node.interfacesAreGiven
            ? 'Chosen by who started the app, with --interface.'
            : 'Where we look for people, and where they find you. Takes effect at once.'
        }
      >
        <InterfaceChoice node={node} />
      </Row>
      <Row
        label="Port"
        htmlFor="settings-port"
        text="Peers reach you here by TCP; another one is used from the next start on. Discovery is always UDP 5353."
      >
        <PortField port={node.port} wanted={node.wantedPort} />
      </Row>
      <Row label="Discovery" text={sentences(discovery.message) || 'How others are found on this network.'}>
        <span>{nodeStatus(node, 'connected').text}</span>
        <Button small onClick={() => go({ name: 'doctor' })}>
          Check this network…
        </Button>
      </Row>
      <Row
        label="Upload limit"
        htmlFor="settings-upload"
        text="Shared by all projects. Empty: as fast as it goes."
      >
        <LimitField id="settings-upload" setting="uploadLimit" saved={node.uploadLimit} unit="MB/s" />
      </Row>
      <Row
        label="Download limit"
        htmlFor="settings-download"
        text="Shared by all projects. Empty: as fast as it goes."
      >
        <LimitField id="settings-download" setting="downloadLimit" saved={node.downloadLimit} unit="MB/s" />
      </Row>
      <Row
        label="Trackers"
        htmlFor="settings-trackers"
        text="For people who can't hear you on this network: whoever joins what you publish asks these for peers. One URL on a line."
      >
        <TrackersField saved={node.trackers} />
      </Row>
      <Row
        label="Guest access"
        text={
          node.gitVersion === null
            ? 'People without the app could clone what you share with plain git; that needs git on this computer.'
            : 'People without the app may clone what you share with plain git, read-only. Unpublished branches stay yours.'
        }
      >
        <GuestAccess node={node} />
      </Row>
      <Row label="Data folder" text="Keys, settings and blocks of this node. Clones are elsewhere.">
        <span className="mono t2 breakable">{dataDir}</span>
      </Row>
    </Section>
  )
}

function GuestAccess({ node }: { node: NodeView }) {
  const online = useOnline()
  const page = pageOf(node)
  return (
    <span className="stackd">
      <Switch.Root
        className="switch"
        aria-label="Guest access"
        checked={node.guestAccess}
        disabled={!online}
        onCheckedChange={(guestAccess) => void attempt(session.call('updateSettings', { guestAccess }))}
      />
      {node.guestAccess && page && <span className="mono t3">{page}</span>}
    </span>
  )
}

function InterfaceChoice({ node }: { node: NodeView }) {
  const online = useOnline()
  const { discovery, availableInterfaces, wantedInterfaces, interfacesAreGiven } = node
  if (interfacesAreGiven) {
    return (
      <span className="stackd">
        {discovery.interfaces.map(({ name, address }) => (
          <span key={`${name} ${address}`}>
            {name} <span className="mono t3">{address}</span>
          </span>
        ))}
      </span>
    )
  }
  const names = [...new Set(availableInterfaces.map(({ name }) => name))]
  const wanted = wantedInterfaces?.[0] ?? ALL
  const save = (name: string) =>
    attempt(session.call('updateSettings', { wantedInterfaces: name === ALL ? null : [name] }))
  return (
    <select
      id="settings-interface"
      className="field choice-of"
      value={wanted}
      disabled={!online}
      onChange={(event) => void save(event.target.value)}
    >
      <option value={ALL}>All networks</option>
      {[...new Set([...names, ...(wanted === ALL ? [] : [wanted])])].map((name) => (
        <option key={name} value={name}>
          {labelOf(name, availableInterfaces)}
        </option>
      ))}
    </select>
  )
}

/** With its addresses; one that was chosen may not be there now. */
function labelOf(name: string, available: NodeView['availableInterfaces']): string {
  const addresses = available.filter((each) => each.name === name).map(({ address }) => address)
  return `${name} ${addresses.length > 0 ? addresses.join(', ') : '(not connected)'}`
}

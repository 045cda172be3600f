import { Link2, Share } from 'lucide-react'
import { store, useApp } from '../../store/app.ts'
import { useNow } from '../../ui/clock.ts'
import { Button } from '../../ui/Button.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { plural } from '../../../shared/text.ts'
import { heardText, nodeStatus } from '../shell/discovery.ts'
import { Sheet } from '../shell/Sheet.tsx'
import { arrange } from './arrange.ts'
import { EmptyNearby } from './EmptyNearby.tsx'
import type { Family } from './families.ts'
import { NearbyList } from './NearbyList.tsx'
import { SkeletonRows } from './SkeletonRows.tsx'
import { Tools } from './Tools.tsx'
import { useFamilies } from './useFamilies.ts'
import { useNearbyKeys } from './useNearbyKeys.ts'
import './nearby.css'

const NOTHING = {}

/** The first screen: which projects people around here share. */
export function NearbyScreen() {
  const families = useFamilies()
  const loaded = useApp((app) => app.state !== null)
  const projects = useApp((app) => app.state?.projects ?? NOTHING)
  const arrangement = useApp((app) => app.arrangement)
  // Own projects alone, and nobody was heard: they stand in the list, above what helps to find others.
  const alone = useApp((app) => {
    const node = app.state?.node.self
    return (
      node !== undefined &&
      node.discovery.state !== 'live' &&
      families.every((family) => isMineAlone(family, node.peerId))
    )
  })
  const rows = arrange(families, projects, arrangement)
  useNearbyKeys(rows)
  const empty = loaded && (families.length === 0 || alone)
  return (
    <Sheet label="Nearby" hints={<Hints empty={empty} />}>
      <header className="head">
        <h1>Nearby</h1>
        {loaded && <Heard families={families} empty={empty} />}
        <span className="sp" />
        {!empty && (
          <Button icon={Link2} onClick={() => store.getState().openDialog({ name: 'join' })}>
            Join by link…
          </Button>
        )}
        <Button icon={Share} onClick={() => store.getState().openDialog({ name: 'publish' })}>
          Publish a project…
        </Button>
      </header>
      {!empty && <Tools />}
      {rows.length > 0 || !empty ? <ColumnHeads /> : null}
      {loaded ? (
        <div className="scroll">
          {(rows.length > 0 || !empty) && <NearbyList rows={rows} total={families.length} />}
          {empty && <EmptyNearby />}
        </div>
      ) : (
        <SkeletonRows />
      )}
    </Sheet>
  )
}

const ColumnHeads = () => (
  <div className="colh" aria-hidden="true">
    <span className="wide">Project</span>
    <span>People</span>
    <span className="sz">Size</span>
    <span />
  </div>
)

/** What was joined by link counts as well; what has just gone keeps its row for a while, and stands for somebody heard. */
const isMineAlone = ({ members }: Family, self: string) =>
  members.every(({ holders }) => holders.length > 0 && holders.every((holder) => holder.peerId === self))

function Heard({ families, empty }: { families: readonly Family[]; empty: boolean }) {
  const node = useApp((app) => app.state!.node.self)
  const connection = useApp((app) => app.connection.status)
  const now = useNow()
  const people = new Set(
    families.flatMap(({ members }) =>
      members.flatMap(({ holders }) => holders.map((holder) => holder.peerId)),
    ),
  )
  const text = empty
    ? heardText(node, now)
    : `${plural(families.length, 'project')} from ${plural(people.size, 'person', 'people')} on this network`
  return (
    <span className="row heard t3 meta hide-sm" role="status">
      <i className={`dot ${nodeStatus(node, connection).dot}`} />
      {text}
    </span>
  )
}

function Hints({ empty }: { empty: boolean }) {
  return (
    <>
      {empty ? (
        <>
          <span>
            <Kbd keys="Mod L" /> join by link
          </span>
          <span>
            <Kbd keys="Mod Shift P" /> publish
          </span>
        </>
      ) : (
        <>
          <span>
            <Kbd keys="J K" /> move
          </span>
          <span>
            <Kbd keys="Enter" /> join or open
          </span>
          <span>
            <Kbd keys="Space" /> look inside
          </span>
          <span>
            <Kbd keys="→" /> people
          </span>
          <span className="hide-sm">
            <Kbd keys="C" /> copy link
          </span>
        </>
      )}
      <span className="hide-sm">
        <Kbd keys="?" /> all shortcuts
      </span>
      <span className="sp" />
      <span>{empty ? 'Nothing leaves this network' : 'Everything you join stays a normal git clone'}</span>
    </>
  )
}

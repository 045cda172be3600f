import { Activity, Plus, Radio, SlidersHorizontal, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { store, useApp, useNode } from '../../store/app.ts'
import { hrefOf, type View } from '../../../shared/view.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { fingerprint, plural, shown } from '../../../shared/text.ts'
import { Tip } from '../../ui/Tip.tsx'
import { needsAttention } from '../activity/attention.ts'
import { useFamilies } from '../nearby/useFamilies.ts'
import { Mark } from './Mark.tsx'
import { NodeStatus } from './NodeStatus.tsx'
import { ProjectLinks } from './ProjectLinks.tsx'
import './sidebar.css'

/** Brand, navigation, how the network does, and who you are. */
export function Sidebar() {
  return (
    <aside className="side" aria-label="Sidebar">
      <div className="brand">
        <Mark />
        <span>GitTorrent</span>
        <span className="sp" />
        <button
          type="button"
          className="palette-key"
          aria-label="Command palette"
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => store.getState().openDialog({ name: 'palette' })}
        >
          <Kbd keys="Mod K" />
        </button>
      </div>
      <nav aria-label="Main">
        <NavLink view={{ name: 'nearby' }} icon={Radio} text="Nearby">
          <NearbyCount />
        </NavLink>
        <NavLink view={{ name: 'activity' }} icon={Activity} text="Activity">
          <AttentionCount />
        </NavLink>
        <div className="sep" />
        <div className="grp">
          Projects
          <span className="sp" />
          <IconButton
            icon={Plus}
            label="Publish a project"
            onClick={() => store.getState().openDialog({ name: 'publish' })}
          />
        </div>
        <ProjectLinks />
        <NavLink view={{ name: 'settings' }} icon={SlidersHorizontal} text="Settings" />
      </nav>
      <NodeStatus />
      <Me />
    </aside>
  )
}

interface NavLinkProps {
  readonly view: View
  readonly icon: LucideIcon
  readonly text: string
  readonly children?: ReactNode
}

function NavLink({ view, icon, text, children }: NavLinkProps) {
  const current = useApp((app) => app.view.name === view.name)
  return (
    <Tip text={text} side="right" railOnly>
      <a className="nav" href={hrefOf(view)} aria-current={current ? 'page' : undefined}>
        <Icon of={icon} />
        <span className="txt">{text}</span>
        {children}
      </a>
    </Tip>
  )
}

function NearbyCount() {
  const count = useFamilies().length
  if (count === 0) return null
  return (
    <span className="n">
      {count}
      <span className="vh"> {plural(count, 'project').replace(/^\d+ /, '')}</span>
    </span>
  )
}

function AttentionCount() {
  const activity = useApp((app) => app.state?.activity)
  const seen = useApp((app) => app.seenActivity)
  const count = Object.values(activity ?? {}).filter(
    (each) => each.time > seen && needsAttention(each),
  ).length
  if (count === 0) return null
  return (
    <span className="n on">
      {count}
      <span className="vh"> need attention</span>
      <i className="dot" />
    </span>
  )
}

function Me() {
  const node = useNode()
  if (!node) return <div className="me" />
  return (
    <div className="me">
      <Avatar peerId={node.peerId} size={28} />
      <div className="who">
        <b className="cut">{shown(node.name, 60)}</b>
        <small title={`Key fingerprint ${fingerprint(node.peerId)}`}>{node.words}</small>
      </div>
    </div>
  )
}

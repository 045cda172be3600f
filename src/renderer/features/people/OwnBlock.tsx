import type { NodeView, Project } from '../../../shared/model.ts'
import { store, useOnline } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { branchName, fingerprint, shown } from '../../../shared/text.ts'
import { seenText } from '../heads/own-heads.ts'

/** Branches that are named before they are counted. */
const MOST = 6

/** The user, and what he publishes of this project. */
export function OwnBlock({ project, node }: { project: Project; node: NodeView }) {
  const online = useOnline()
  const { own, workingTree, repoHash } = project
  const heads = own?.heads.map(({ ref }) => branchName(ref)) ?? []
  const rest = heads.length - MOST
  return (
    <section className={`pr own ${own ? '' : 'off'}`} aria-label="You">
      <div className="pid">
        <Avatar peerId={node.peerId} size={36} />
        <div className="grow">
          <div className="row who">
            <b className="fw6 cut name">{shown(node.name, 60)}</b>
            <span className="micro acc fw5">you</span>
          </div>
          <div className="fp cut">{node.words}</div>
          <div className="micro t2 num">{fingerprint(node.peerId)}</div>
        </div>
      </div>
      <div className="mine">
        <span className="row badges">
          {heads.slice(0, MOST).map((name) => (
            <RefBadge key={name} name={name} peerId={node.peerId} head={name === workingTree?.branch} />
          ))}
          {rest > 0 && <span className="micro t2">+{rest}</span>}
          {!own && <span className="meta t2">Only you see your commits.</span>}
        </span>
        <span className="sp" />
        {own && <span className="meta t2 num cut seen">{seenText(own)}</span>}
        <Button
          small
          disabled={!online || !workingTree}
          onClick={() => store.getState().openDialog({ name: 'heads', repoHash })}
        >
          {own ? 'Choose heads…' : 'Publish my heads…'}
        </Button>
      </div>
    </section>
  )
}

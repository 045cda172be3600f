import { ArrowDown, ArrowUp } from 'lucide-react'
import { useApp, useNode } from '../../store/app.ts'
import { rate } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { plural, sentences } from '../../../shared/text.ts'
import { interfaceName, nodeStatus } from './discovery.ts'
import { RATE_SECONDS, useRates } from './useRates.ts'

/** The card at the foot of the sidebar. Its first line is announced when it changes, its numbers never are. */
export function NodeStatus() {
  const node = useNode()
  const connection = useApp((app) => app.connection.status)
  const { dot, text, why } = nodeStatus(node, connection)
  const moving = node !== undefined && connection !== 'lost'
  return (
    <section className="node" role="status" aria-label="Node status">
      <div className="l1">
        <i className={`dot ${dot}`} />
        <span>{text}</span>
        <span className="sp" />
        <span className="t3 micro">{interfaceName(node)}</span>
      </div>
      {why && <p className="why">{sentences(why)}</p>}
      {moving && (
        <div className="l2" aria-live="off">
          <span>{plural(node.peers, 'peer')}</span>
          <span>
            <Icon of={ArrowDown} size="xs" />
            <span className="vh">down </span>
            {rate(node.rateDown)}
          </span>
          <span>
            <Icon of={ArrowUp} size="xs" />
            <span className="vh">up </span>
            {rate(node.rateUp)}
          </span>
        </div>
      )}
      {moving && node.discovery.state === 'live' && <RateLine />}
    </section>
  )
}

const RateLine = () => <Sparkline samples={useRates()} count={RATE_SECONDS} />

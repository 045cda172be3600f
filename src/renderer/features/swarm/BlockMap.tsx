import { memo } from 'react'
import type { SwarmDetail, SwarmReel } from '../../../shared/swarm-model.ts'
import { bytes } from '../../../shared/format.ts'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { plural, shown } from '../../../shared/text.ts'
import { reelLabel, reelNames, reelPath } from './reel-name.ts'

const LOOKS: Readonly<Record<string, string>> = {
  '0': 'no',
  a: 'get',
  1: 'b1',
  2: 'b2',
  3: 'b3',
  4: 'b4',
  5: 'b5',
}
const LEGEND = [
  ['b1', '1'],
  ['b2', '2'],
  ['b3', '3'],
  ['b4', '4'],
  ['b5', '5+'],
  ['get', 'arriving'],
  ['no', 'missing'],
] as const

/** Every block of a project, by how many have it: a picture of how safe it is, and of what comes. */
export function BlockMap({ swarm }: { swarm: SwarmDetail }) {
  const names = reelNames(swarm.reels)
  const perCell = swarm.reels[0]?.perCell ?? 1
  return (
    <section aria-labelledby="blocks-title">
      <h2 id="blocks-title">
        Blocks
        {perCell > 1 && <span className="micro t3">a cell is {perCell} of them</span>}
        <span className="sp" />
        <span className="leg" aria-hidden="true">
          {LEGEND.map(([look, what], index) => (
            <span key={look}>
              {index === 0 && <span className="hide-sm">Copies:</span>}
              <span className="bm">
                <i className={look} />
              </span>
              {what}
            </span>
          ))}
        </span>
      </h2>
      {swarm.reels.length === 0 && (
        <p className="t2">What there is to fetch is known as soon as somebody who has it answers.</p>
      )}
      {swarm.reels.map((reel, index) => (
        <Reel key={reel.id} reel={reel} name={names[index] ?? ''} />
      ))}
      {swarm.reelsLeftOut > 0 && (
        <p className="meta t3">{plural(swarm.reelsLeftOut, 'older update')} not shown</p>
      )}
    </section>
  )
}

const sameReel = (a: { reel: SwarmReel; name: string }, b: { reel: SwarmReel; name: string }) =>
  a.name === b.name && JSON.stringify(a.reel) === JSON.stringify(b.reel)

/** Redrawn only when one of its blocks changed. */
const Reel = memo(function Reel({ reel, name }: { reel: SwarmReel; name: string }) {
  const { ref, person, blocks, have, onlyHere, cells } = reel
  return (
    <div className="reel">
      <div className="rl">
        <b>{name}</b>
        <span className="mono t3">{reelPath(reel)}</span>
        {person && <RefBadge name={shown(ref ?? person.name, 40)} peerId={person.peerId} />}
        <span className="sp" />
        <span className="num">
          {have === blocks ? (
            plural(blocks, 'block')
          ) : (
            <b className="acc">
              {have} of {blocks}
            </b>
          )}
          {` · ${bytes(reel.bytes)}`}
          {onlyHere > 0 && have === blocks && <span className="warn"> · {onlyHere} only here</span>}
        </span>
      </div>
      <div className="bm" role="img" aria-label={reelLabel(name, reel)}>
        {[...cells].map((cell, at) => (
          // Cells stand for places, and those never move.
          <i key={at} className={LOOKS[cell]} />
        ))}
      </div>
    </div>
  )
}, sameReel)

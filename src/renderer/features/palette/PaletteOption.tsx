import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { partText, type Command } from './command.ts'
import type { Range } from './match.ts'
import type { Found } from './rank.ts'

interface PaletteOptionProps {
  readonly id: string
  readonly found: Found
  readonly chosen: boolean
  onChoose(): void
  onRun(): void
}

/** One line of the palette. The field keeps focus: the pointer only chooses and runs. */
export function PaletteOption({ id, found, chosen, onChoose, onRun }: PaletteOptionProps) {
  const { command, ranges } = found
  const { look, parts, detail, keys } = command
  return (
    <div
      className="o"
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={() => !chosen && onChoose()}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onRun}
    >
      <Look look={look} />
      <span className="ot cut">
        {parts.map((part, index) => {
          const from = parts.slice(0, index).map(partText).join('').length
          if (typeof part === 'string') return <Marked key={index} text={part} from={from} ranges={ranges} />
          return <RefBadge key={index} name={part.branch} peerId={part.peerId} />
        })}
      </span>
      <span className="sp" />
      {detail && <span className="meta t3 cut">{detail}</span>}
      {chosen ? <Kbd keys="Enter" /> : keys && <Kbd keys={keys} />}
    </div>
  )
}

function Look({ look }: Pick<Command, 'look'>) {
  if ('person' in look) return <Avatar peerId={look.person} size={18} />
  if ('project' in look) return <Tile repoHash={look.project} size={20} />
  return <Icon of={look} />
}

/** Text with what was asked for underlined. */
function Marked({ text, from, ranges }: { text: string; from: number; ranges: readonly Range[] }) {
  const pieces = []
  let done = 0
  for (const [begin, end] of ranges) {
    const [a, b] = [Math.max(begin - from, done), Math.min(end - from, text.length)]
    if (a >= b) continue
    pieces.push(text.slice(done, a), <mark key={a}>{text.slice(a, b)}</mark>)
    done = b
  }
  return (
    <>
      {pieces}
      {text.slice(done)}
    </>
  )
}

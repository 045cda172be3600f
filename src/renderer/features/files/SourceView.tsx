import { memo, useEffect, useMemo, useState } from 'react'
import type { Token } from './tokens.ts'
import './source.css'

/** Lines that are laid out together, and only while they are in sight. */
const CHUNK = 100
/** Height of a line. */
const LINE = 20

type Colours = readonly (readonly Token[])[]

/** A text with line numbers: at once, and coloured a moment later. */
export function SourceView({ text, path }: { text: string; path: string }) {
  const lines = useMemo(() => linesOf(text), [text])
  const colours = useColours(lines, path)
  const chunks = Math.ceil(lines.length / CHUNK)
  if (lines.length === 0) return <p className="no-view t2">An empty file.</p>
  return (
    <div className="source" style={{ '--digits': String(lines.length).length } as React.CSSProperties}>
      {Array.from({ length: chunks }, (_, index) => (
        <Chunk
          key={index}
          start={index * CHUNK}
          lines={lines.slice(index * CHUNK, (index + 1) * CHUNK)}
          colours={colours?.slice(index * CHUNK, (index + 1) * CHUNK) ?? null}
        />
      ))}
    </div>
  )
}

/** The end of the last line begins no other one. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Coloured code within other text. */
export function Coloured({ text, path }: { text: string; path: string }) {
  const lines = useMemo(() => text.split('\n'), [text])
  const colours = useColours(lines, path)
  return colours ? colours.map((line, index) => <Line key={index} tokens={line} />) : text
}

function useColours(lines: readonly string[], path: string): Colours | null {
  const [found, setFound] = useState<{ lines: readonly string[]; colours: Colours | null } | null>(null)
  useEffect(() => {
    let current = true
    void import('./highlight.ts').then(({ highlight, languageOf }) => {
      const language = languageOf(path)
      if (!current || language === null) return
      setFound({ lines, colours: highlight(lines.join('\n'), language) })
    })
    return () => {
      current = false
    }
  }, [lines, path])
  return found?.lines === lines ? found.colours : null
}

interface ChunkProps {
  readonly start: number
  readonly lines: readonly string[]
  readonly colours: Colours | null
}

const Chunk = memo(function Chunk({ start, lines, colours }: ChunkProps) {
  const numbers = lines.map((_, index) => start + index + 1).join('\n')
  return (
    <div className="chunk" style={{ containIntrinsicHeight: `${lines.length * LINE}px` }}>
      <span className="gutter" aria-hidden="true">
        {numbers}
      </span>
      <code>
        {colours ? colours.map((line, index) => <Line key={index} tokens={line} />) : lines.join('\n')}
      </code>
    </div>
  )
})

const Line = ({ tokens }: { tokens: readonly Token[] }) => (
  <>
    {tokens.map(({ text, look }, index) =>
      look === '' ? (
        text
      ) : (
        <span key={index} className={look}>
          {text}
        </span>
      ),
    )}
    {'\n'}
  </>
)

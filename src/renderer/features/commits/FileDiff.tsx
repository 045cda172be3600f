import { memo, useMemo, useState } from 'react'
import type { FileChange } from '../../../shared/model.ts'
import { Button } from '../../ui/Button.tsx'
import { plural, shown } from '../../ui/text.ts'
import { parsePatch, type DiffLine } from './parse-patch.ts'

/** A longer patch is folded until somebody asks. */
const MOST_LINES = 400
const SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  ...{ hunk: '', note: '', same: ' ', gone: '-', new: '+' },
}

/** The button that had it is gone. */
const takeFocus = (diff: HTMLElement | null) => diff?.focus({ preventScroll: true })

/** What changed in one file. */
export const FileDiff = memo(function FileDiff({ file }: { file: FileChange }) {
  const [anyway, setAnyway] = useState(false)
  const { path, patch } = file
  const lines = useMemo(() => (patch === null ? [] : parsePatch(patch)), [patch])
  const hunks = lines.filter(({ kind }) => kind === 'hunk').length
  const folded = lines.length > MOST_LINES && !anyway
  const why = reason(file, lines.length)
  const name = shown(path, 300)
  return (
    <section aria-label={`Changes of ${name}`} className="fdiff">
      <header className="fhead">
        <h3 className="mono fw5 cut" title={name}>
          {name}
        </h3>
        <span className="sp" />
        {hunks > 0 && <span className="t3">{plural(hunks, 'hunk')}</span>}
      </header>
      {why ? (
        <p className="fold t2">{why}</p>
      ) : folded ? (
        <p className="fold t2">
          {plural(lines.length, 'line')}
          <Button small onClick={() => setAnyway(true)}>
            Show anyway
          </Button>
        </p>
      ) : (
        <div
          ref={anyway ? takeFocus : undefined}
          className="diff"
          role="group"
          tabIndex={0}
          aria-label={`Diff of ${name}`}
        >
          {lines.map((line, index) => (
            <Line key={index} line={line} />
          ))}
        </div>
      )}
    </section>
  )
})

function reason({ patch, tooLarge, kind, from }: FileChange, lines: number): string {
  if (tooLarge) return 'Too large to show here. Git shows it.'
  if (patch === null) return 'Binary file'
  if (lines > 0) return ''
  return from === null
    ? `Nothing in it changed: ${kind}`
    : `Nothing in it changed: it was ${shown(from, 300)}`
}

function Line({ line: { kind, before, after, text, mark } }: { line: DiffLine }) {
  if (kind === 'hunk' || kind === 'note') {
    return (
      <div className={`dl ${kind}`}>
        <span className="g" />
        <span className="g" />
        <code>{kind === 'hunk' ? `@@ ${text}` : text}</code>
      </div>
    )
  }
  return (
    <div className={`dl ${kind}`}>
      <span className="g">{before}</span>
      <span className="g">{after}</span>
      <code>
        <span className="sg">{SIGNS[kind]}</span>
        {mark ? (
          <>
            {text.slice(0, mark[0])}
            <mark>{text.slice(...mark)}</mark>
            {text.slice(mark[1])}
          </>
        ) : (
          text
        )}
      </code>
    </div>
  )
}

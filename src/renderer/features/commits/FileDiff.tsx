import { memo, useMemo, useState } from 'react'
import type { FileChange } from '../../../shared/model.ts'
import type { DiffLook } from '../../store/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { plural, shown } from '../../../shared/text.ts'
import { InlineLines, PairedLines } from './DiffLines.tsx'
import { parsePatch } from './parse-patch.ts'

/** A longer patch is folded until somebody asks. */
const MOST_LINES = 400

/** The button that had it is gone. */
const takeFocus = (diff: HTMLElement | null) => diff?.focus({ preventScroll: true })

interface FileDiffProps {
  readonly file: FileChange
  readonly look: DiffLook
}

/** What changed in one file. */
export const FileDiff = memo(function FileDiff({ file, look }: FileDiffProps) {
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
          className={`diff ${look}`}
          role="group"
          tabIndex={0}
          aria-label={`Diff of ${name}`}
        >
          {look === 'inline' ? <InlineLines lines={lines} /> : <PairedLines lines={lines} />}
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

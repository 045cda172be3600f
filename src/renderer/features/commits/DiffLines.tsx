import { pairLines } from './pair-lines.ts'
import type { DiffLine } from './parse-patch.ts'

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  ...{ hunk: '', note: '', same: ' ', gone: '-', new: '+' },
}

/** A file's changes, one line after the other. */
export const InlineLines = ({ lines }: { lines: readonly DiffLine[] }) => (
  <>
    {lines.map((line, index) =>
      line.kind === 'hunk' || line.kind === 'note' ? (
        <div key={index} className={`dl ${line.kind}`}>
          <span className="g" />
          <span className="g" />
          <code>{line.kind === 'hunk' ? `@@ ${line.text}` : line.text}</code>
        </div>
      ) : (
        <div key={index} className={`dl ${line.kind}`}>
          <span className="g">{line.before}</span>
          <span className="g">{line.after}</span>
          <code>
            <Words line={line} />
          </code>
        </div>
      ),
    )}
  </>
)

/** The same with what was on the left and what is now on the right. */
export const PairedLines = ({ lines }: { lines: readonly DiffLine[] }) => (
  <>
    {pairLines(lines).map(({ across, left, right }, index) =>
      across ? (
        <div key={index} className="dl hunk across">
          <code>@@ {across.text}</code>
        </div>
      ) : (
        <div key={index} className="dp">
          <Side line={left} number={left?.before ?? null} />
          <Side line={right} number={right?.after ?? null} />
        </div>
      ),
    )}
  </>
)

function Side({ line, number }: { line: DiffLine | null; number: number | null }) {
  return (
    <div className={`dl ${line?.kind ?? 'none'}`}>
      <span className="g">{number}</span>
      <code>{line && <Words line={line} />}</code>
    </div>
  )
}

function Words({ line: { kind, text, mark } }: { line: DiffLine }) {
  return (
    <>
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
    </>
  )
}

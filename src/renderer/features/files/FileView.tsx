import { File, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { bytes } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { sentences, shown } from '../../../shared/text.ts'
import { Contents } from './Contents.tsx'
import { MarkdownView } from './MarkdownView.tsx'
import type { RefChoice } from './refs.ts'
import { isMarkdown } from './rows.ts'
import { readFile, useFile } from './useFile.ts'

export const VIEW_ID = 'file-view'

/** Characters of Markdown that are rendered; of more, the source is shown. */
const MAX_RENDERED = 200_000
/** Characters that turn the reading direction: with them, code can look as if it did something else. */
const REORDERS = /[\u202a-\u202e\u2066-\u2069]/

interface FileViewProps {
  readonly repoHash: Hex
  readonly choice: RefChoice
  readonly path: string
  /** The file to go to where this one is not there; null where there is none. */
  readonly home: string | null
  onOpen(path: string): void
}

/** One file: what it is called, how large it is, and what is in it. */
export function FileView({ repoHash, choice, path, home, onOpen }: FileViewProps) {
  const { content, error, retry } = useFile(repoHash, choice, path)
  const [wantsSource, setWantsSource] = useState(false)
  const name = shown(path, 500)
  const text = content?.kind === 'text' ? content.text : null
  const renders = text !== null && isMarkdown(path) && text.length <= MAX_RENDERED
  return (
    <section className="doc" aria-label={name}>
      <header className="dbar">
        <Icon of={File} size="s" />
        <h2 className="mono fw5 cut name" title={name}>
          {name}
        </h2>
        <CopyButton text={path} what="the path" />
        {content && 'bytes' in content && <span className="t3 meta num weight">{bytes(content.bytes)}</span>}
        {text !== null && REORDERS.test(text) && (
          <Pill tone="warn">has hidden characters that reorder text</Pill>
        )}
        <span className="sp" />
        {renders && (
          <Segmented
            label="View as"
            value={wantsSource ? 'source' : 'rendered'}
            options={[
              { value: 'rendered', label: 'Rendered' },
              { value: 'source', label: 'Source' },
            ]}
            onChange={(value) => setWantsSource(value === 'source')}
          />
        )}
      </header>
      <div
        id={VIEW_ID}
        className="scroll file-in"
        tabIndex={0}
        role="group"
        aria-label={`Contents of ${name}`}
      >
        {error ? (
          <Failed error={error} retry={retry} home={home} onOpen={onOpen} />
        ) : !content ? (
          <div className="skeleton" aria-hidden="true" />
        ) : renders && !wantsSource ? (
          <MarkdownView
            text={text}
            path={path}
            onOpen={onOpen}
            read={(file) => readFile(repoHash, choice.ref, choice.sha, file)}
          />
        ) : (
          <Contents content={content} path={path} name={name} />
        )}
      </div>
    </section>
  )
}

interface FailedProps extends Pick<FileViewProps, 'home' | 'onOpen'> {
  readonly error: AppError
  retry(): void
}

/** What went wrong, and a way out. */
function Failed({ error, retry, home, onOpen }: FailedProps) {
  const elsewhere = error.code === 'NO_SUCH_FILE' ? home : null
  return (
    <div className="dbad">
      <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
        <p className="why">{sentences(error.action)}</p>
        <div className="row">
          <Button small onClick={elsewhere === null ? retry : () => onOpen(elsewhere)}>
            {elsewhere === null ? 'Try again' : `Show ${shown(elsewhere, 60)}`}
          </Button>
        </div>
      </Callout>
    </div>
  )
}

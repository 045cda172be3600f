import { FileText } from 'lucide-react'
import type { FileContent } from '../../../shared/files-model.ts'
import type { ProjectPreview } from '../../../shared/model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { takeFocus } from '../../ui/take-focus.ts'
import { shown } from '../../../shared/text.ts'
import { MarkdownView } from '../files/MarkdownView.tsx'

const isMarkdown = (name: string) => /\.(md|markdown)$/i.test(name)
/** Other files are there after the join. */
const readNothing = (): Promise<FileContent> => Promise.reject(new Error('not joined'))

/** The README as it is meant to be read; what there is instead where there is none. */
export function PreviewReadme({ preview, name }: { preview: ProjectPreview | null; name: string }) {
  if (!preview) {
    return (
      <div className="readme waiting" role="status" aria-label={`Asking for ${name}`}>
        {[68, 92, 84, 40, 88, 60].map((width) => (
          <i key={width} className="bone" style={{ width: `${width}%` }} />
        ))}
      </div>
    )
  }
  const { readme, commits } = preview
  return (
    // Scrolls by itself, by keyboard as well.
    <section className="readme" aria-label="README" tabIndex={0} ref={takeFocus}>
      {readme ? (
        <>
          <p className="file t3 meta">
            <Icon of={FileText} size="xs" />
            <span className="mono">{shown(readme.name, 60)}</span>
          </p>
          {isMarkdown(readme.name) ? (
            <MarkdownView text={readme.text} path={readme.name} onOpen={() => {}} read={readNothing} />
          ) : (
            <pre className="plain">{readme.text}</pre>
          )}
        </>
      ) : (
        <p className="t2">
          {commits === null
            ? 'Nobody who has it sent more than its signed list. You can join all the same.'
            : 'It has no README. Its commits say what it is about.'}
        </p>
      )}
    </section>
  )
}

import { File } from 'lucide-react'
import type { FileChange } from '../../../shared/model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { shown } from '../../../shared/text.ts'
import { statBlocks } from './stat-blocks.ts'

const WORDS: Readonly<Record<FileChange['kind'], string>> = {
  ...{ added: 'new', modified: '', deleted: 'deleted', renamed: 'renamed' },
  ...{ copied: 'copied', 'type changed': 'type changed' },
}

/** The files that a commit changes, with how much; a click leads to the file's diff. */
export function ChangedFiles({
  files,
  onOpen,
}: {
  files: readonly FileChange[]
  onOpen(index: number): void
}) {
  return (
    <ul className="files" aria-label="Changed files">
      {files.map((file, index) => (
        <li key={file.path}>
          <button type="button" onClick={() => onOpen(index)}>
            <Icon of={File} size="s" />
            <span className="mono cut" title={shown(file.path, 300)}>
              {shown(file.path, 300)}
            </span>
            {WORDS[file.kind] && <span className="micro t3">{WORDS[file.kind]}</span>}
            <span className="sp" />
            <Stat {...file} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Stat({ additions, deletions }: Pick<FileChange, 'additions' | 'deletions'>) {
  const { added, gone } = statBlocks(additions, deletions)
  const looks = Array.from({ length: 5 }, (_, index) =>
    index < added ? 'a' : index < added + gone ? 'd' : '',
  )
  return (
    <>
      <span className="num plus">
        +{additions.toLocaleString('en-US')}
        <span className="vh"> lines</span>
      </span>
      <span className="num minus">
        −{deletions.toLocaleString('en-US')}
        <span className="vh"> lines</span>
      </span>
      <span className="st5" aria-hidden="true">
        {looks.map((look, index) => (
          <i key={index} className={look} />
        ))}
      </span>
    </>
  )
}

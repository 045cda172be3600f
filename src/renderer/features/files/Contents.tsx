import type { FileContent } from '../../../shared/files-model.ts'
import { bytes } from '../../../shared/format.ts'
import { SourceView } from './SourceView.tsx'
import { pictureUrl } from './useFile.ts'

interface ContentsProps {
  readonly content: FileContent
  readonly path: string
  /** The path as people read it. */
  readonly name: string
}

/** A text with its lines, a picture, or in words what else it is. */
export function Contents({ content, path, name }: ContentsProps) {
  switch (content.kind) {
    case 'text':
      return <SourceView text={content.text} path={path} />
    case 'picture':
      return (
        <figure className="picture">
          <img src={pictureUrl(content)} alt={name} />
        </figure>
      )
    default:
      return <p className="no-view t2">{inWords(content)}</p>
  }
}

function inWords(content: Exclude<FileContent, { readonly kind: 'text' | 'picture' }>): string {
  switch (content.kind) {
    case 'binary':
      return 'A binary file: there is no text to show.'
    case 'too large':
      return `Too large to show here: ${bytes(content.bytes)}. Git shows it.`
    case 'lfs':
      return `Kept by Git LFS, ${bytes(content.bytes)}. Git has only a pointer to it: ${content.sha256.slice(0, 12)}.`
    case 'link':
      return `A symbolic link to ${content.target || 'nothing'}. Links are not followed here.`
    case 'submodule':
      return `A submodule: another repository, at its commit ${content.commit.slice(0, 12)}. Its files are not in this one.`
    case 'folder':
      return 'A folder: its files are in the tree.'
  }
}

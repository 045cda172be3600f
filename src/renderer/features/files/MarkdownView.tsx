import { useEffect, useEffectEvent, useRef } from 'react'
import type { FileContent } from '../../../shared/model.ts'
import { pictureUrl } from './useFile.ts'
import './markdown.css'
import './source.css'

interface MarkdownViewProps {
  readonly text: string
  readonly path: string
  onOpen(path: string): void
  /** Reads a file of the same branch. */
  read(path: string): Promise<FileContent>
}

/** A Markdown file as it is meant to be read. */
export function MarkdownView({ text, path, onOpen, read }: MarkdownViewProps) {
  const article = useRef<HTMLElement>(null)
  const open = useEffectEvent(onOpen)
  const picture = useEffectEvent(async (file: string) => {
    const content = await read(file)
    return content.kind === 'picture' ? pictureUrl(content) : null
  })
  useEffect(() => {
    let current = true
    void import('./render-markdown.ts').then(({ renderMarkdown }) => {
      if (!current) return
      const options = { path, onOpen: (file: string) => open(file), picture: (file: string) => picture(file) }
      article.current?.replaceChildren(renderMarkdown(text, options))
    })
    return () => {
      current = false
    }
  }, [text, path])
  return <article ref={article} className="md" />
}

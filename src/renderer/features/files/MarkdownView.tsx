import { useEffect, useState } from 'react'
import type { FileContent } from '../../../shared/files-model.ts'
import { Markdown } from './Markdown.tsx'
import { SourceView } from './SourceView.tsx'
import type { MarkdownNode } from './parse-markdown.ts'

interface MarkdownViewProps {
  readonly text: string
  readonly path: string
  onOpen(path: string): void
  /** Reads a file of the same branch. */
  read(path: string): Promise<FileContent>
}

/** A Markdown file as it is meant to be read; as its source where it can't be. */
export function MarkdownView({ text, path, onOpen, read }: MarkdownViewProps) {
  const [parsed, setParsed] = useState<{ text: string; nodes: readonly MarkdownNode[] | null } | null>(null)
  useEffect(() => {
    let current = true
    void import('./parse-markdown.ts').then(({ parseMarkdown }) => {
      if (current) setParsed({ text, nodes: parseMarkdown(text) })
    })
    return () => {
      current = false
    }
  }, [text])
  if (parsed?.text !== text) return null
  if (parsed.nodes === null) return <SourceView text={text} path={path} />
  return <Markdown nodes={parsed.nodes} {...{ path, onOpen, read }} />
}

import { createElement, type MouseEvent, type ReactNode } from 'react'
import type { FileContent } from '../../../shared/files-model.ts'
import { slugOf, targetOf } from './links.ts'
import type { MarkdownElement, MarkdownNode } from './parse-markdown.ts'
import { RepositoryPicture } from './RepositoryPicture.tsx'
import { Coloured } from './SourceView.tsx'
import './markdown.css'

/** Where the Markdown stands, and what it may ask for. */
interface Around {
  /** Path of the file, which its links start from. */
  readonly path: string
  onOpen(path: string): void
  read(path: string): Promise<FileContent>
}

/** Parsed Markdown as elements, each made here. */
export const Markdown = ({ nodes, ...around }: Around & { readonly nodes: readonly MarkdownNode[] }) => (
  <article className="md">{draw(nodes, around)}</article>
)

const draw = (nodes: readonly MarkdownNode[], around: Around): ReactNode[] =>
  nodes.map((node, index) =>
    typeof node === 'string' ? node : <Element key={index} element={node} around={around} />,
  )

function Element({ element, around }: { element: MarkdownElement; around: Around }) {
  const { tag, attributes, children } = element
  if (tag === 'a') return <Link element={element} around={around} />
  if (tag === 'img') return <Picture attributes={attributes} around={around} />
  if (tag === 'code') return <Code element={element} />
  const inside = children.length > 0 ? draw(children, around) : undefined
  // Wide code scrolls by itself, by keyboard as well.
  if (tag === 'pre') return <pre tabIndex={0}>{inside}</pre>
  // Its box stands in for the bullet.
  if (tag === 'li' && /^\s*[☑☐]/.test(textOf(children))) return <li className="task">{inside}</li>
  const { colspan: colSpan, rowspan: rowSpan, open, ...rest } = attributes
  return createElement(tag, { ...rest, colSpan, rowSpan, ...(open !== undefined && { open: true }) }, inside)
}

const textOf = (nodes: readonly MarkdownNode[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('')

/** Code without a language, or with one that isn't known, has no colours. */
function Code({ element: { attributes, children } }: { element: MarkdownElement }) {
  const text = textOf(children)
  return <code>{attributes['language'] ? <Coloured text={text} path={attributes['language']} /> : text}</code>
}

/** Leads where targetOf says, and nowhere else. */
function Link({ element: { attributes, children }, around }: { element: MarkdownElement; around: Around }) {
  const { href = '', title } = attributes
  const target = targetOf(href, around.path)
  const inside = draw(children, around)
  if (!target) return <a title={title}>{inside}</a>
  if (target.kind === 'web') {
    return (
      <a href={target.href} target="_blank" rel="noopener noreferrer nofollow" title={title ?? target.href}>
        {inside}
      </a>
    )
  }
  const follow = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    if (target.kind === 'file') around.onOpen(target.path)
    else headingOf(event.currentTarget, target.slug)?.scrollIntoView({ block: 'start' })
  }
  // This page's own address, so that it is a link for the keyboard and for screen readers.
  return (
    <a href={location.hash} title={title} onClick={follow}>
      {inside}
    </a>
  )
}

const headingOf = (link: Element, slug: string) =>
  [...(link.closest('.md')?.querySelectorAll('h1, h2, h3, h4, h5, h6') ?? [])].find(
    (heading) => slugOf(heading.textContent ?? '') === slug,
  )

/** Only pictures of the repository are shown; of others, what they are called. */
function Picture({ attributes, around }: { attributes: MarkdownElement['attributes']; around: Around }) {
  const { src = '', alt = '', width, height } = attributes
  const target = targetOf(src, around.path)
  if (target?.kind === 'file') {
    return <RepositoryPicture {...{ alt, width, height }} path={target.path} read={around.read} />
  }
  const why =
    target?.kind === 'web' ? `A picture of ${target.host}, not loaded` : 'A picture that is not shown'
  return (
    <span className="no-picture" title={why}>
      {alt || 'picture'}
    </span>
  )
}

import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  /** A heading of its own on a screen that has no other. */
  readonly level?: 'h1' | 'h2'
  readonly children?: ReactNode
}

/** What a screen says when it has nothing to show, and what to do about it. */
export function EmptyState({ title, text, level: Heading = 'h2', children }: EmptyStateProps) {
  return (
    <section className="empty-state">
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children}
    </section>
  )
}

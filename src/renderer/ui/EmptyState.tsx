import type { ReactNode } from 'react'

/** What a screen says when it has nothing to show, and what to do about it. */
export function EmptyState({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <section className="empty-state">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </section>
  )
}

import type { ReactNode } from 'react'

/** A state in a word or two. */
export function Pill({ tone, children }: { tone?: 'ok' | 'warn' | 'bad' | 'line'; children: ReactNode }) {
  return <span className={`pill ${tone ?? ''}`}>{children}</span>
}

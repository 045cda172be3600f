import type { ReactNode } from 'react'

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="sec" aria-label={title}>
    <h2>{title}</h2>
    <div>{children}</div>
  </section>
)

interface RowProps {
  readonly label: string
  readonly htmlFor?: string
  readonly text: ReactNode
  readonly children: ReactNode
}

export const Row = ({ label, htmlFor, text, children }: RowProps) => (
  <div className="rw">
    <div>
      {htmlFor ? (
        <label className="lb" htmlFor={htmlFor}>
          {label}
        </label>
      ) : (
        <span className="lb">{label}</span>
      )}
      <p>{text}</p>
    </div>
    <div className="ctl">{children}</div>
  </div>
)

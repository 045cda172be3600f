/** The product's mark: a branch that comes back to its root. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
    <rect width="20" height="20" rx="5.5" fill="var(--accent)" />
    <g fill="none" stroke="var(--accent-ink)" strokeWidth="1.5" strokeLinecap="round">
      <path d="M6.2 7.7v4.6M8 6h2.2a3.8 3.8 0 0 1 3.8 3.8v.7M8.1 13.8l4-.4" />
    </g>
    <g fill="var(--accent-ink)">
      <circle cx="6.2" cy="6" r="1.9" />
      <circle cx="6.2" cy="14" r="1.9" />
      <circle cx="14" cy="13.2" r="1.9" />
    </g>
  </svg>
)

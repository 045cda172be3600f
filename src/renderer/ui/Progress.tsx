/** A bar from 0 to 100; without a value it moves to and fro. */
export function Progress({ label, value }: { label: string; value?: number }) {
  const known = value !== undefined
  return (
    <div
      className={`bar ${known ? '' : 'busy'}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known && { 'aria-valuenow': value })}
    >
      <i style={known ? { width: `${value}%` } : undefined} />
    </div>
  )
}

const RADIUS = 5
const ROUND = 2 * Math.PI * RADIUS

/** The same as a ring, for the sidebar. */
export function ProgressRing({ value, label }: { value: number; label: string }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" role="img" aria-label={label}>
      <circle cx="7" cy="7" r={RADIUS} fill="none" stroke="var(--bg-press)" strokeWidth="2.2" />
      <circle
        {...{ cx: 7, cy: 7, r: RADIUS, fill: 'none', strokeWidth: 2.2, strokeLinecap: 'round' }}
        stroke="var(--accent)"
        strokeDasharray={`${(ROUND * value) / 100} ${ROUND}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  )
}

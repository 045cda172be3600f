/** Radius, strength and dashes of each ring, from the inside out. */
const RINGS = [
  [46, 0.55, undefined],
  [84, 0.34, undefined],
  [126, 0.22, '2 5'],
  [172, 0.15, '2 6'],
  [220, 0.1, '2 7'],
] as const

/** Places where people could be: x, y, radius. */
const PLACES = [
  [148, 66, 9],
  [313, 92, 9],
  [108, 118, 7],
  [345, 34, 7],
  [398, 96, 6],
  [62, 62, 6],
] as const

/** Rings around whoever listens, and room for others. */
export const Radar = () => (
  <svg className="rings" width="460" height="168" viewBox="0 0 460 168" fill="none" aria-hidden="true">
    {RINGS.map(([r, strength, dashes]) => (
      <circle
        {...{ cx: 230, cy: 84, r, stroke: 'var(--accent)', strokeOpacity: strength }}
        strokeDasharray={dashes}
        key={r}
      />
    ))}
    {PLACES.map(([cx, cy, r]) => (
      <circle
        {...{ cx, cy, r, fill: 'var(--bg-sheet)', stroke: 'var(--line-ctl)' }}
        strokeDasharray="2.5 2.5"
        key={cx}
      />
    ))}
  </svg>
)

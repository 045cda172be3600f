import { quarters } from '../../shared/pattern.ts'

/** A project's picture, drawn from the repo hash in ink. */
export function Tile({ repoHash, size = 36 }: { repoHash: string; size?: 16 | 20 | 36 | 40 }) {
  return (
    <svg className={`tile s${size}`} viewBox="-5 -5 30 30" aria-hidden="true">
      <rect x="-5" y="-5" width="30" height="30" fill="var(--tile-bg)" />
      {quarters(repoHash).map(({ path, strong }) => (
        <path key={path} d={path} fill={strong ? 'var(--tile-ink)' : 'var(--tile-ink-2)'} />
      ))}
    </svg>
  )
}

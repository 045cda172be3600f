import { useNow } from './clock.ts'
import { ago } from '../../shared/format.ts'

/** "4 min ago", kept true. */
export function Ago({ time }: { time: number }) {
  const now = useNow()
  return <time dateTime={new Date(time).toISOString()}>{ago(time, now)}</time>
}

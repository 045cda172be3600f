/** Numbers as people read them. Units are decimal; a narrow no-break space keeps number and unit together. */
const NNBSP = '\u202f'
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** Bytes with three significant digits at most: "12.4 MB", "612 MB", "0 B". */
export function bytes(count: number): string {
  let value = Math.max(0, count)
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1
  return value.toFixed(digits).replace(/\.0$/, '') + NNBSP + UNITS[unit]
}

/** Bytes per second. */
export const rate = (bytesPerSecond: number) => `${bytes(bytesPerSecond)}/s`

/** 0 to 1 as whole percent; never 100 before it is all there. */
export const percent = (part: number) => Math.max(0, Math.min(part < 1 ? 99 : 100, Math.floor(part * 100)))

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * What is left of a transfer, or '' when nothing moves.
 * @param bytesLeft bytes to come
 * @param bytesPerSecond of the last seconds
 */
export function timeLeft(bytesLeft: number, bytesPerSecond: number): string {
  if (bytesLeft <= 0 || bytesPerSecond < 1) return ''
  const ms = (bytesLeft / bytesPerSecond) * SECOND
  if (ms < MINUTE) return `${Math.max(1, Math.ceil(ms / SECOND))} s left`
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min left`
  if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} h left`
  return 'days left'
}

/** How long ago, short: "34 min", "2 h", "yesterday", "3 d". */
export function age(time: number, now: number): string {
  const ms = now - time
  if (ms < 10 * SECOND) return 'now'
  if (ms < MINUTE) return `${Math.floor(ms / SECOND / 10) * 10} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`
  if (ms < 2 * DAY) return 'yesterday'
  if (ms < 60 * DAY) return `${Math.floor(ms / DAY)} d`
  if (ms < 730 * DAY) return `${Math.floor(ms / (30 * DAY))} months`
  return `${Math.floor(ms / (365 * DAY))} years`
}

/** The same as a phrase: "4 min ago", "just now", "yesterday". */
export function ago(time: number, now: number): string {
  const short = age(time, now)
  if (short === 'now') return 'just now'
  return short === 'yesterday' ? short : `${short} ago`
}

/** How long something lasts so far: "12 s", "4 min", "3 h 12 min", "2 d". */
export function lasting(since: number, now: number): string {
  const ms = Math.max(0, now - since)
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`
  return `${Math.floor(ms / DAY)} d`
}

/** Time that is left as minutes and seconds, "4:05"; '0:00' once it is over. Hours are minutes as well. */
export function minutesUntil(time: number, now: number): string {
  const seconds = Math.max(0, Math.round((time - now) / SECOND))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "22:48" on the reader's clock. */
export const clockTime = (time: number) =>
  new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false })

/** The heading a time stands under in a list: Today, Yesterday, or the date. */
export function dayName(time: number, now: number): string {
  const day = (ms: number) => new Date(ms).toDateString()
  if (day(time) === day(now)) return 'Today'
  if (day(time) === day(now - DAY)) return 'Yesterday'
  return new Date(time).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' })
}

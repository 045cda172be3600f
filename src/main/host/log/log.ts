/** What a node writes down for whoever looks for a fault: one JSON object a line. */
import { redact } from '../../../shared/redact.ts'

/** Characters of one fact: a line with several stays a whole one. */
const MAX_FACT = 1_200

export const LEVELS = ['error', 'warn', 'info', 'debug'] as const
export type Level = (typeof LEVELS)[number]
/** Facts of an event. No input of a command, nothing of a file, no subject of a commit. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

export type Log = Readonly<Record<Level, (event: string, facts?: Facts) => void>>

/**
 * @param write takes a line without its end
 * @param level the least that is written
 * @param now   Unix milliseconds
 * @param known secrets that must be in no line, whoever says them
 */
export function createLog(
  write: (line: string) => void,
  level: Level,
  now: () => number,
  known: readonly string[] = [],
): Log {
  const at =
    (one: Level) =>
    (event: string, facts: Facts = {}) => {
      if (LEVELS.indexOf(one) > LEVELS.indexOf(level)) return
      const clean = Object.fromEntries(
        Object.entries(facts).map(([key, value]) => [
          key,
          typeof value === 'string' ? redact(value, known).slice(0, MAX_FACT) : value,
        ]),
      )
      write(JSON.stringify({ time: new Date(now()).toISOString(), level: one, event, ...clean }))
    }
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

/** As GITTORRENT_LOG says; `info` for anything else. */
export const levelOf = (text: string | undefined): Level => LEVELS.find((level) => level === text) ?? 'info'

/** Writes down what the rest of the node does, from outside: nothing of it has to know of a log. */
import type { Activity, AppState, Change } from '../../../shared/model.ts'
import type { CommandName } from '../../../shared/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/server.ts'
import { troubleInBackground } from '../in-background.ts'
import type { StateStore } from '../state-store.ts'
import type { Level, Log } from './log.ts'

/** What happened that somebody should look at. */
const WARNINGS: ReadonlySet<Activity['kind']> = new Set([
  'failed',
  'refused',
  'warning',
  'lost',
  'conflicted',
])

/** States of projects, what happens, and how discovery does, as they change. @returns ends it */
export function logState(state: Pick<StateStore, 'overhear'>, log: Log): () => void {
  const before = new Map<string, string>()
  /** @returns whether it is something else than the last time */
  const changed = (key: string, value: string) => before.get(key) !== value && Boolean(before.set(key, value))
  const note = ({ collection, key, value }: Change) => {
    if (value === null) return
    if (collection === 'activity') noteActivity(log, value as Activity)
    if (collection === 'projects') {
      const { state: now, role, seq, error } = value as AppState['projects'][string]
      const facts = { project: key, role, state: now, seq, error: error?.message }
      if (changed(key, `${now} ${error?.message}`)) log[error ? 'warn' : 'info']('project', facts)
    }
    if (collection === 'node') {
      const { discovery } = value as AppState['node']['self']
      const where = discovery.interfaces.map(({ address }) => address).join(' ')
      const facts = { state: discovery.state, interfaces: where, text: discovery.message }
      if (changed('discovery', JSON.stringify(facts))) log.info('discovery', facts)
    }
  }
  return state.overhear((changes) => changes.forEach(note))
}

const noteActivity = (log: Log, { kind, project, person, text }: Activity) =>
  log[WARNINGS.has(kind) ? 'warn' : 'info']('activity', { kind, project, person, text })

/** Commands that fail, with the code; unforeseen ones with where. Never what was asked for. */
export function logCalls(handlers: Handlers, log: Log, now: () => number): Handlers {
  const wrapped = Object.entries(handlers).map(([command, handler]) => {
    const call = handler as (input: unknown) => Promise<unknown>
    return [
      command,
      async (input: unknown) => {
        const begun = now()
        try {
          const output = await call(input)
          log.debug('call', { command, ms: Math.round(now() - begun) })
          return output
        } catch (error) {
          noteFailure(log, command as CommandName, error)
          throw error
        }
      },
    ]
  })
  return Object.fromEntries(wrapped) as Handlers
}

function noteFailure(log: Log, command: CommandName, thrown: unknown): void {
  const { code, message } = AppError.of(thrown)
  const level: Level = code === 'INTERNAL' ? 'error' : 'info'
  log[level]('call failed', {
    command,
    code,
    text: message,
    stack: level === 'error' ? stackOf(thrown) : undefined,
  })
}

/** What ends the process is written down first, and what nobody waited for when it failed. @returns ends it */
export function logCrash(log: Log): () => void {
  const note = (event: string, error: unknown) =>
    log.error(event, { text: String(error), stack: stackOf(error) })
  const crash = (error: unknown) => note('crash', error)
  const inBackground = (message: unknown) => note('in background', (message as { thrown: unknown }).thrown)
  process.on('uncaughtExceptionMonitor', crash)
  troubleInBackground.subscribe(inBackground)
  return () => {
    process.off('uncaughtExceptionMonitor', crash)
    troubleInBackground.unsubscribe(inBackground)
  }
}

const stackOf = (thrown: unknown) => (thrown instanceof Error ? thrown.stack : undefined)

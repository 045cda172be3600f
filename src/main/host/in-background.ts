/** Work that nobody waits for. Left alone, a promise that rejects unheard would end the node, and every other project's transfers with it. */
import { channel } from 'node:diagnostics_channel'
import { AppError } from '../../shared/errors.ts'
import type { HostContext, ProjectEntry } from './context.ts'

/** Where the log hears of what went wrong: `{ thrown }`. */
export const troubleInBackground = channel('gittorrent:in-background')

/** Lets work go on by itself. Where it fails the user is told, and the log with the place; once the node stops nobody is. */
export function inBackground(
  { activity, closing }: Pick<HostContext, 'activity' | 'closing'>,
  work: Promise<unknown>,
  entry: Pick<ProjectEntry, 'record'> | null = null,
): void {
  work.catch((thrown: unknown) => {
    if (closing.signal.aborted) return
    troubleInBackground.publish({ thrown })
    const { message, action } = AppError.of(thrown)
    const [project, name] = entry
      ? [entry.record.of ?? entry.record.repoHash, `${entry.record.name}: `]
      : [null, '']
    activity.add({ kind: 'warning', project, person: null, text: `${name}${message}; ${action}` })
  })
}

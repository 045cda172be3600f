/** What the user decided about the shell itself, rather than about the node: it is his desktop's, not his swarm's. */
import { z } from 'zod'
import { readKept, writeKept } from './kept-file.ts'

const USUAL = { keepSharing: false, notify: true }
const schema = z
  .object({
    /** Whether the node goes on when the last window is closed; the tray ends it. */
    keepSharing: z.boolean().catch(USUAL.keepSharing),
    notify: z.boolean().catch(USUAL.notify),
  })
  .catch(USUAL)
export type Preferences = Readonly<z.output<typeof schema>>

/** @param saved whatever the file held */
export const readPreferences = (saved: unknown): Preferences => schema.parse(saved)

export interface KeptPreferences {
  get(): Preferences
  set(changes: Partial<Preferences>): void
}

/** @param path where they stay between starts */
export function keepPreferences(path: string): KeptPreferences {
  let current = readPreferences(readKept(path))
  return {
    get: () => current,
    set(changes) {
      current = { ...current, ...changes }
      writeKept(path, current)
    },
  }
}
